import API
import Domain

/// `countersign review read`
enum ReviewRead {
    static let plain = Flag("plain", "Print part by part and wait for Enter, as for a screen reader.")
    static let part = Option<Int>("part", "N", "Print this part only.")
    static let acknowledge = Flag("ack", "With --part: say that you have read it.")
    static let all = Flag("all", "Read everything that is not read, at a reader's pace, without anybody at the keys.")
    static let pace = Option<Int>("pace", "WPM", "With --all: words of prose a minute; 238 if absent.")

    static let command = Command(
        "read", "Read the work, part by part.",
        description: """
            At a terminal: the whole screen, keys as in a pager, ? for help. Parts have to be read before the work can be \
            approved; a part is read when all of it was on the screen and you went on. You can stop at any time: reading \
            goes on where you left. In a pipe, with --plain, or in a terminal without cursor control the parts are printed \
            one after the other; Enter says that a part is read, b goes back, s stops. With --json each part is a line.
            """,
        arguments: [ReviewArgument.review], options: [plain, part, acknowledge, all, pace],
        examples: [
            Example("countersign review read rev_0abc1defghjkmnpq", "Read with the keys of a pager."),
            Example("countersign review read rev_0abc1defghjkmnpq --plain", "Read line by line."),
            Example("countersign review read rev_0abc1defghjkmnpq --part 3 --ack", "Print part 3 and call it read."),
            Example("countersign review read rev_0abc1defghjkmnpq --all --pace 300", "A scripted reader."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let isAll = invocation[all]
        guard isAll || invocation[pace] == nil else { throw UsageFailure("--pace belongs to --all") }
        guard invocation[part] != nil || !invocation[acknowledge] else { throw UsageFailure("--ack belongs to --part") }
        guard !isAll || invocation[part] == nil else { throw UsageFailure("--all and --part exclude each other") }
        let session = try ReviewSession(invocation[ReviewArgument.review], invocation)
        let review = try session.show()
        let reader = PlainReader(session: session, invocation: invocation)
        if let number = invocation[part] {
            try reader.print(part: number, of: review, acknowledges: invocation[acknowledge])
        } else if isAll {
            try ScriptedReader(session: session, invocation: invocation).run(
                review, wordsPerMinute: invocation[pace] ?? ReadingPace.wordsPerMinute)
        } else if invocation.wantsJSON {
            for part in review.chunks { try invocation.print(jsonLine: session.serve(part.index)) }
            try session.pause()
        } else if let screen = fullScreen(invocation) {
            let model = ReaderDriver(session: session, screen: screen).run(review)
            screen.close()
            try leave(model, invocation)
        } else {
            try reader.run(review)
        }
    }

    private static func fullScreen(_ invocation: Invocation) -> SystemScreen? {
        let terminal = invocation.terminal
        guard !invocation[plain], terminal.isInputTerminal, terminal.isOutputTerminal,
            !["dumb", ""].contains(terminal.environment["TERM"] ?? "")
        else { return nil }
        return SystemScreen(isColored: invocation.isColored)
    }

    private static func leave(_ model: ReaderModel, _ invocation: Invocation) throws {
        let review = model.review.summary.id
        try invocation.print("Review \(review, .bold): \(PartNames.unread(model.unreadCount)).")
        let next = model.unreadCount + model.tooFastCount > 0 ? "read" : "show"
        try invocation.print("Next: \("countersign review \(next) \(review)", .link)")
    }
}
