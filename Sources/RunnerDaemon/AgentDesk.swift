import API
import APIClient
import Domain
import Platform

/// Answers an agent's requests: brings them to the service, waits for what people decide, and keeps both in the transcript.
/// Whatever goes wrong, an action that nobody allowed comes back as denied.
struct AgentDesk: Sendable {
    let attempt: AttemptLink
    let transcript: Transcript
    /// An agent's own hook gives up after 600 s and lets the tool run, and `countersign-hook` says no after 570 s. Before
    /// either, what nobody has decided is withdrawn, so that the agent's answer is the service's.
    var actLimitMilliseconds = 555_000
    /// For what was allowed in the last moment to be done.
    var actGraceMilliseconds = 5_000
    var pollMilliseconds = 500

    /// The answer to one line. `client` belongs to the calling thread.
    func answer(_ line: [UInt8], _ client: Client) -> JSON {
        do {
            switch try AgentRequest(line: line) {
            case .say(let text):
                transcript.add(.say, text)
                return ["ok": true]
            case .ask(let question, let options, let timeoutSeconds):
                return try ask(question, options, timeoutSeconds, client)
            case .act(let action, let arguments, let claim):
                return act(action, arguments, claim, client)
            }
        } catch {
            return Self.refusal(Failure(wrapping: error))
        }
    }

    static func refusal(_ failure: Failure) -> JSON {
        ["ok": false, "code": .string(failure.code.rawValue), "message": .string(failure.message)]
    }

    private func ask(_ question: String, _ options: [String], _ timeoutSeconds: Int?, _ client: Client) throws -> JSON {
        transcript.add(.question, options.isEmpty ? question : "\(question) [\(options.joined(separator: " | "))]")
        let request = AskRequest(
            term: attempt.run.term, text: question, options: options, timeoutSeconds: timeoutSeconds)
        var view = try client.call(Endpoints.runnerAsk, path: attempt.path, request)
        while view.state == .open {
            attempt.lease.pause(milliseconds: pollMilliseconds)
            view = try client.call(Endpoints.runnerQuestion, path: ["question": view.id])
        }
        guard view.state == .answered, let answer = view.answer else {
            transcript.add(.answer, "no answer: \(view.state.rawValue)")
            let message = view.state == .expired ? "nobody answered in time" : "the question was withdrawn"
            return ["ok": false, "code": .string(view.state.rawValue), "message": .string(message)]
        }
        transcript.add(.answer, answer)
        return ["ok": true, "answer": .string(answer), "by": .string(view.answeredBy ?? "")]
    }

    private func act(_ action: String, _ arguments: JSON, _ claim: String, _ client: Client) -> JSON {
        let asked: JSON = ["action": .string(action), "arguments": arguments, "claim": .string(claim)]
        transcript.add(.action, asked.canonical)
        let decision: ActionDecision
        do {
            decision = try decide(
                ActRequest(term: attempt.run.term, action: action, arguments: arguments, claim: claim), client)
        } catch {
            decision = ActionDecision(refusedWith: Failure(wrapping: error))
        }
        transcript.add(.decision, decision.json.canonical)
        return decision.json
    }

    private func decide(_ request: ActRequest, _ client: Client) throws -> ActionDecision {
        let deadline = Clock.sinceBootMilliseconds + actLimitMilliseconds
        var view = try outcome(
            of: client.call(Endpoints.runnerAct, path: attempt.path, request), until: deadline, client)
        if view.state == .held {
            view = try client.call(
                Endpoints.runnerWithdraw, path: ["action": view.id],
                WithdrawRequest(term: attempt.run.term, reason: "the agent could not wait any longer"))
        }
        view = try outcome(of: view, until: deadline + actGraceMilliseconds, client)
        return ActionDecision(view) ?? ActionDecision(overdue: view)
    }

    /// The action once it is decided and done, or as it is at the deadline.
    private func outcome(of view: ActionView, until deadline: Int, _ client: Client) throws -> ActionView {
        var view = view
        while ActionDecision(view) == nil {
            let left = deadline - Clock.sinceBootMilliseconds
            guard left > 0 else { break }
            attempt.lease.pause(milliseconds: min(left, pollMilliseconds))
            view = try client.call(Endpoints.runnerAction, path: ["action": view.id])
        }
        return view
    }
}
