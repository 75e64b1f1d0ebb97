import API
import Domain

/// A request as the person who signs it must see it: what the service computed from the bytes that will be executed, and
/// apart from it what was only claimed. Nothing is shortened.
enum ActionText {
    static func lines(_ action: ActionView, _ invocation: Invocation) -> [Text] {
        computed(action, invocation) + decided(action) + claimed(action)
    }

    /// `answer within 7 minutes, or it is denied`
    static func deadline(_ action: ActionView, _ invocation: Invocation) -> String {
        let left = action.deadline.secondsSince1970 - invocation.terminal.now().secondsSince1970
        guard action.state == .held else { return invocation.time(action.deadline) }
        guard left > 0 else { return "its time is over: it is denied" }
        let span = RelativeTime.text(seconds: UInt64(left))
        return "answer within \(span) (until \(action.deadline.minute)), or it is denied"
    }

    private static func computed(_ action: ActionView, _ invocation: Invocation) -> [Text] {
        var facts = Facts()
        facts.add("Request", "\(action.id, .bold), \(action.state.rawValue, action.state.style)")
        facts.add("Action", "\(action.action, .bold)")
        facts.add("Class", action.actionClass.rawValue)
        facts.add(
            "Reversible", action.isReversible ? "yes" : "\("no: what is done stays done", .bad)")
        facts.add("Target", "\(action.target, .bold)")
        let output = action.output.map { "\($0) version \(action.outputVersion ?? 0)" }
        facts.add("Output", output)
        facts.add("Run", action.run)
        facts.add("Asked by", "\(action.requestedBy), \(invocation.time(action.requestedAt))")
        facts.add("Deadline", deadline(action, invocation))
        facts.add("Digest", "\(action.digest)")
        var lines: [Text] = ["\("COMPUTED by the service from the bytes that will be executed", .bold)"]
        lines += facts.lines.map { "  \($0)" }
        lines += ["  \("Arguments", .dim)"] + arguments(action.arguments, "").map { "    \($0)" }
        if !action.preview.isEmpty { lines += ["  \("Preview", .dim)"] + block(action.preview, indent: "    ") }
        return lines
    }

    private static func decided(_ action: ActionView) -> [Text] {
        var lines: [Text] = []
        func section(_ title: String, _ rows: [Text]) {
            if !rows.isEmpty { lines += ["  \(title, .dim)"] + rows.map { "    \($0)" } }
        }
        section("Decision", action.reasons.map { "\($0)" })
        let nothing: [Text] =
            action.state == .held
            ? ["\("nobody's yes counts: policy does not allow it any more", .bad)"] : []
        section("Needed", action.requirement.map { ["\($0)"] } ?? nothing)
        section("Asked before in this run", action.history.map { "\($0, .waiting)" })
        section(
            "Signed",
            action.signOffs.map {
                "\($0.person) (\($0.tier)) at \($0.signedAt.minute), good until \($0.expiresAt.minute)"
            })
        if let outcome = action.outcome {
            let reason = action.outcomeReason ?? ""
            section("Outcome", ["\(outcome)\(reason.isEmpty ? "" : ": \(reason)")"])
        }
        if let effect = action.effect {
            let end = effect.finishedAt.map { ", ended \($0.minute)" } ?? ""
            section(
                "Effect",
                ["\(effect.state.rawValue) by \(effect.executor), started \(effect.startedAt.minute)\(end)"]
                    + arguments(effect.result, ""))
        }
        return lines
    }

    private static func claimed(_ action: ActionView) -> [Text] {
        guard !action.claim.isEmpty else { return [] }
        return [
            "", "\("CLAIMED by whoever asked. Nobody has verified it; it may be wrong or meant to mislead.", .waiting)",
        ] + block(action.claim, indent: "  | ")
    }

    /// One value a line, under its whole name; a text of several lines as a block.
    private static func arguments(_ json: JSON, _ name: String) -> [Text] {
        switch json {
        case .object(let members) where !members.isEmpty:
            return members.sorted { $0.key < $1.key }.flatMap {
                arguments($0.value, name.isEmpty ? $0.key : "\(name).\($0.key)")
            }
        case .array(let items) where !items.isEmpty:
            return items.enumerated().flatMap { arguments($0.element, "\(name)[\($0.offset)]") }
        case .string(let text) where text.unicodeScalars.contains("\n"):
            return ["\(name, .link):"] + block(text, indent: "  | ")
        case .string(let text): return ["\(name, .link): \(text)"]
        case .null, .bool, .integer, .number, .object, .array:
            return ["\(name, .link)\(name.isEmpty ? "" : ": ")\(json.canonical)"]
        }
    }

    private static func block(_ text: String, indent: String) -> [Text] {
        text.lines.map { "\(indent)\(String($0))" }
    }
}
