import API
import Domain

/// `countersign run watch`
enum RunWatch {
    static let command = Command(
        "watch", "Watch a run until it ends.",
        description: """
            Prints each change of state as it happens, and questions and held actions that wait for somebody. Survives a \
            restart of the service. Exits with 1 if the run ends without an output.
            """,
        arguments: [RunArgument.run],
        examples: [Example("countersign run watch run_0abc1defghjkmnpq && countersign inbox", "Wait, then review.")],
        run: { invocation in try follow(invocation[RunArgument.run], invocation) })

    static func follow(_ run: String, _ invocation: Invocation) throws {
        let view = try RunWatcher(run, invocation).follow()
        if invocation.wantsJSON {
            try invocation.print(json: view)
        } else if let output = view.output {
            try invocation.print("Output \(output, .bold): countersign output show \(output)")
        }
        switch view.summary.state {
        case .error, .cancelled: throw Ended(.failed)
        case .completed, .archived, .queued, .running, .awaitingInput, .awaitingAnswer, .hostLost: break
        }
    }
}
