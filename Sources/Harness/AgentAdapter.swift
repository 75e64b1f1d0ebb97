import Domain

/// Knows one kind of agent: how it is started on a brief. What the runner then does is the same for all of them.
package protocol AgentAdapter: Sendable {
    /// Its name, and its version where that is known: runs are told apart by it.
    var harness: String { get }

    /// Writes what this agent wants beyond the files of the workspace, and says how to start it. Throws a failure that is told
    /// as the reason why the attempt failed.
    func prepare(_ site: AgentSite) throws -> AgentCommand

    /// After the agent's end: what it says it used, nil if it says nothing. Throws a failure that is told in the transcript;
    /// the run goes on without.
    func claimedUsage(_ site: AgentSite) throws -> ClaimedUsage?
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
