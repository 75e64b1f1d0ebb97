import API
import Domain

/// `countersign run log`
enum RunLog {
    static let attempt = Option<Int>("attempt", "N", "Of this attempt; of the latest if absent.")

    static let command = Command(
        "log", "Print the transcript of a run.",
        description: """
            Every frame that the runner sent, in order. The hash chain is computed again from the frames and compared with \
            what the service recorded; a transcript that was changed or cut is told, with exit code 1. The last line, on \
            standard error, says how many frames there are and that the chain was found as recorded: "12 frames, chain \
            verified". Before it stands why the attempt ended, if somebody or something said so.
            """,
        arguments: [RunArgument.run], options: [attempt],
        examples: [
            Example("countersign run log run_0abc1defghjkmnpq", "What the agent did."),
            Example("countersign run log run_0abc1defghjkmnpq --attempt 1 --json", "The first attempt, for a program."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let path = try RunArgument.path(invocation)
        let attempts = try invocation.call(Endpoints.runShow, path: path).attempts
        guard let attempt = attempts.filter({ invocation[attempt] == nil || $0.number == invocation[attempt] }).last
        else { throw Failure(.notFound, "no runner has tried this run yet, or there is no such attempt") }
        let query = [("attempt", String(attempt.number))]
        let page = try invocation.allPages(Endpoints.runLog, path: path, query: query)
        try invocation.show(page) { page in
            for frame in page.items {
                try invocation.print("\(frame.kind, .link) \(invocation.exactTime(frame.receivedAt), .dim)")
                try invocation.print(Text(block: frame.body))
            }
        }
        if let defect = TranscriptCheck.defect(page.items, attempt) {
            invocation.warn("countersign: \("the transcript is not as it was recorded", .bad): \(defect)")
            throw Ended(.failed)
        }
        // What became of it, which the runner may have learned after the last frame.
        if !attempt.reason.isEmpty {
            invocation.say("\("attempt \(attempt.number) \(attempt.state.rawValue)", .bad): \(attempt.reason)")
        }
        invocation.say("\("\(page.items.count) frames, chain verified", .dim)")
    }
}
