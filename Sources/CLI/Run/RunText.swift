import API
import Domain

/// A run for people.
enum RunText {
    static func print(_ view: RunView, _ invocation: Invocation) throws {
        try invocation.print(facts(view, invocation))
        if !view.attempts.isEmpty {
            try invocation.print("")
            try invocation.print(attempts(view.attempts, invocation), ifEmpty: "")
            try invocation.print(view.attempts.compactMap(usage))
        }
        for question in view.questions {
            try invocation.print([
                "", "\("Question", .bold) \(question.id) (\(question.state.rawValue)): \(question.text)",
            ])
            if !question.options.isEmpty {
                try invocation.print("  one of: \(question.options.joined(separator: " | "))")
            }
            if let answer = question.answer {
                try invocation.print("  \(question.answeredBy ?? ""): \(answer)")
            } else if question.state == .open {
                try invocation.print(
                    "  until \(invocation.time(question.deadline)): countersign run answer \(question.id) ANSWER")
            }
        }
        for notice in view.notices { invocation.say("\("notice", .waiting): \(notice)") }
    }

    private static func facts(_ view: RunView, _ invocation: Invocation) -> Facts {
        let run = view.summary
        var facts = Facts()
        facts.add("Run", "\(run.id, .bold)")
        facts.add("Title", run.title)
        if run.isTrial { facts.add("Trial", "no effect, no review, no release") }
        facts.add("State", state(run))
        facts.add("Template", "\(run.template) version \(run.templateVersion)")
        facts.add("Use case", "\(view.useCase), \(view.mode.rawValue), policy \(view.policyNumber)")
        facts.add("Project", view.project)
        facts.add("Risk", "\(run.risk.rawValue, run.risk.style)")
        facts.add("By", "\(run.requestedBy), \(invocation.time(run.createdAt))")
        if let end = run.endedAt { facts.add("Ended", invocation.time(end)) }
        facts.add("Brief", "\(view.briefDigest)")
        for (name, value) in (view.inputs.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            facts.add("Input", "\(name) = \(value.string ?? value.canonical)")
        }
        for file in view.files { facts.add("Input file", "\(file.name), \(file.digest.short, .dim)") }
        facts.add("Needs", view.needs.joined(separator: ", "))
        if let output = view.output {
            let review: Text = run.isTrial ? "" : view.reviewState.map { ", \($0.rawValue, $0.style)" } ?? ""
            facts.add("Output", "\(output, .bold)\(review)")
        }
        if view.quarantined > 0 { facts.add("Quarantine", "\(view.quarantined) late submission(s) kept aside") }
        if run.state == .error, !run.isTrial { facts.add("Again", again(view)) }
        return facts
    }

    /// The command that dispatches it once more; where the files are, the service does not know.
    private static func again(_ view: RunView) -> String {
        func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
        var words = ["countersign dispatch \(view.summary.template)@\(view.summary.templateVersion)"]
        if !view.project.isEmpty { words.append("--project \(view.project)") }
        if view.inputs.object?.isEmpty == false {
            words.append("--inputs-json - <<< \(quoted(view.inputs.canonical))")
        }
        words += view.files.map { "--input-file \(quoted($0.name))=PATH" }
        return words.joined(separator: " ")
    }

    static func state(_ run: RunSummary) -> Text {
        "\(run.state.rawValue, run.state.style)\(run.reason.isEmpty ? "" : ": " + run.reason)"
    }

    /// What an attempt was done with. The figures are the agent's own, and said to be.
    private static func usage(_ attempt: AttemptView) -> Text? {
        guard let harness = attempt.harness else { return nil }
        let claimed = attempt.claimed.map { ", whose agent claims \(claims($0))" } ?? ""
        return "Attempt \(attempt.number) was done by \(harness)\(claimed)"
    }

    private static func claims(_ claimed: ClaimedUsage) -> String {
        [
            claimed.model.map { "model \($0)" }, claimed.inputTokens.map { "\($0) tokens in" },
            claimed.outputTokens.map { "\($0) out" }, claimed.turns.map { "\($0) turns" },
            claimed.costMicrodollars.map(dollars),
        ].compactMap { $0 }.joined(separator: ", ")
    }

    /// Cents, and what is less than one more exactly.
    static func dollars(_ microdollars: Int64) -> String {
        func digits(_ value: Int64, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        if microdollars > 0, microdollars < 10_000 { return "$0.\(digits(microdollars, 6))" }
        let cents = (microdollars + 5_000) / 10_000
        return "$\(cents / 100).\(digits(cents % 100, 2))"
    }

    private static func attempts(_ attempts: [AttemptView], _ invocation: Invocation) -> Table {
        var table = Table("ATTEMPT", "RUNNER", "STATE", "CLAIMED", "FRAMES", "REASON")
        for attempt in attempts {
            let style: Style =
                switch attempt.state {
                case .running: .link
                case .submitted: .good
                case .failed, .hostLost: .bad
                case .cancelled: .dim
                }
            table.add(
                "\(attempt.number, .bold)", "\(attempt.runner)", "\(attempt.state.rawValue, style)",
                "\(invocation.time(attempt.claimedAt), .dim)", "\(attempt.frameCount)", "\(attempt.reason)")
        }
        return table
    }
}
