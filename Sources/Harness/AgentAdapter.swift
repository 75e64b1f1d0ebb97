import Domain

/// Knows one kind of agent: how it is started on a brief. What the runner then does is the same for all of them.
package protocol AgentAdapter: Sendable {
    /// Writes what this agent wants beyond the files of the workspace, and says how to start it. Throws a failure that is told
    /// as the reason why the attempt failed.
    func prepare(_ site: AgentSite) throws -> AgentCommand
}

/// A program and exactly the environment that it gets.
package struct AgentCommand: Sendable, Equatable {
    /// A path, or a name that is looked up in the environment's `PATH`, and its arguments.
    package let words: [String]
    package let environment: [String: String]

    package init(words: [String], environment: [String: String]) {
        self.words = words
        self.environment = environment
    }
}
