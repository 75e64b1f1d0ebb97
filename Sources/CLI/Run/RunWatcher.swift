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

    private func look() throws -> RunView {
        let view = try client.call(Endpoints.runShow, path: path)
        if !invocation.wantsJSON { try tell(view) }
        return view
    }

    /// Returns when the run has ended, or nil when the stream has.
    private func listen() throws -> RunView? {
        var latest: Result<RunView, any Error>?
        try stream.events(path: path, query: [("subject", "run:\(run)")], lastEventID: lastEventID) { event in
            if let event { self.lastEventID = event.id }
            let view = Result { try self.look() }
            latest = view
            return (try? view.get())?.summary.state.isFinished == false
        }
        let view = try latest?.get()
        return view?.summary.state.isFinished == true ? view : nil
    }

    private func tell(_ view: RunView) throws {
        if view.attempts.count > attempts, let attempt = view.attempts.max(by: { $0.number < $1.number }) {
            attempts = view.attempts.count
            try print("attempt \(attempt.number) on \(attempt.runner)")
        }
        let state = RunText.state(view.summary)
        if state != self.state {
            self.state = state
            try print(state)
        }
        for question in view.questions where question.state == .open && questions.insert(question.id).inserted {
            try print("asks: \(question.text)")
            try print("answer with: countersign run answer \(question.id) ANSWER")
        }
    }

    private func print(_ text: Text) throws {
        try invocation.print("\("\(invocation.terminal.now())", .dim)  \(text)")
    }
}
