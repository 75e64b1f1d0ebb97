import API
import APIClient
import Domain

/// Follows one run to its end, telling what changes.
///
/// The event stream only says that something has happened; what is true now is asked for. So a lost event costs nothing but
/// time: the stream's signs of life ask too, and a broken stream is opened again each second, from where it broke.
final class RunWatcher {
    private let run: String
    private let path: [String: String]
    private let client: Client
    /// A connection of its own: the run is asked for while the stream is open.
    private let stream: Client
    private let invocation: Invocation

    private var lastEventID: String?
    // What has been told already.
    private var state: Text?
    private var attempts = 0
    private var questions: Set<String> = []

    init(_ run: String, _ invocation: Invocation) throws {
        self.run = run
        self.invocation = invocation
        path = try invocation.teamPath(["run": run])
        client = try invocation.client()
        stream = try invocation.client()
    }

    /// The run as it is when it has ended.
    func follow() throws -> RunView {
        while true {
            do {
                let view = try look()
                if view.summary.state.isFinished { return view }
                if let ended = try listen() { return ended }
            } catch let failure as Failure where failure.code.kind == .unavailable && state != nil {
                // It was there before: it may be there again.
                invocation.say("\("waiting for \(client.server)", .dim)")
            }
            invocation.terminal.pause(milliseconds: 1000)
        }
    }

    /// - Parameter event: what has just happened, if anything has.
    private func look(_ event: ServerEvent? = nil) throws -> RunView {
        let view = try client.call(Endpoints.runShow, path: path)
        if !invocation.wantsJSON { try tell(view, Self.time(of: view, event)) }
        return view
    }

    /// Returns when the run has ended, or nil when the stream has.
    private func listen() throws -> RunView? {
        var latest: Result<RunView, any Error>?
        try stream.events(path: path, query: [("subject", "run:\(run)")], lastEventID: lastEventID) { event in
            if let event { self.lastEventID = event.id }
            let view = Result { try self.look(event) }
            latest = view
            return (try? view.get())?.summary.state.isFinished == false
        }
        let view = try latest?.get()
        return view?.summary.state.isFinished == true ? view : nil
    }

    /// When the run came to where it is, by the service's clock: what it says itself, or else what happened last.
    private static func time(of view: RunView, _ event: ServerEvent?) -> Timestamp {
        if let end = view.summary.endedAt { return end }
        let happened = event.flatMap { try? JSON(text: $0.data) }?["at"]?.string.flatMap { Timestamp($0) }
        let told =
            view.attempts.map(\.claimedAt) + view.attempts.compactMap(\.endedAt) + view.questions.map(\.askedAt)
        return (told + [happened].compactMap { $0 }).reduce(view.summary.createdAt, max)
    }

    private func tell(_ view: RunView, _ time: Timestamp) throws {
        if view.attempts.count > attempts, let attempt = view.attempts.max(by: { $0.number < $1.number }) {
            attempts = view.attempts.count
            try print("attempt \(attempt.number) on \(attempt.runner)", attempt.claimedAt)
        }
        let state = RunText.state(view.summary)
        if state != self.state {
            self.state = state
            try print(state, time)
        }
        for question in view.questions where question.state == .open && questions.insert(question.id).inserted {
            try print("asks: \(question.text)", question.askedAt)
            try print("answer with: countersign run answer \(question.id) ANSWER", question.askedAt)
        }
    }

    private func print(_ text: Text, _ time: Timestamp) throws {
        try invocation.print("\("\(time)", .dim)  \(text)")
    }
}
