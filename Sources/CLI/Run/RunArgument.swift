import API

/// What most commands about runs take.
enum RunArgument {
    static let run = Argument("RUN", "The run's id, run_….")

    static func path(_ invocation: Invocation) throws -> [String: String] {
        try invocation.teamPath(["run": invocation[run]])
    }
}
