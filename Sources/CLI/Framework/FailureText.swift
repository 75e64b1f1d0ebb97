import Domain

/// A failure in the words of a terminal: what is wrong, its code, what to do; problems in files each on a line of its own.
enum FailureText {
    static func text(_ failure: Failure) -> String {
        var lines = ["countersign: \(Text(failure.message).plain) (\(failure.code.rawValue))"]
        let problems = failure.detail["problems"]?.array ?? []
        // What the sentence says already is not said again.
        lines += problems.compactMap(problem).filter { !failure.message.hasPrefix($0) }.map { Text($0).plain }
        let reasons = (failure.detail["reasons"]?.array ?? []).compactMap(\.string)
        let further = problems.compactMap(schemaProblem) + reasons + excluded(failure.detail["excluded"])
        lines += further.filter { !failure.message.contains($0) }.map { "  - " + Text($0).plain }
        if let advice = advice(failure.code) { lines.append(advice) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func problem(_ json: JSON) -> String? {
        guard let file = json["file"]?.string, let line = json["line"]?.integer, let column = json["column"]?.integer,
            let message = json["message"]?.string
        else { return nil }
        return Problem(
            file: file, line: Int(line), column: Int(column), message: message, suggestion: json["suggestion"]?.string
        ).text
    }

    /// What does not fit a schema says where in its message.
    private static func schemaProblem(_ json: JSON) -> String? {
        json["pointer"] == nil ? nil : json["message"]?.string
    }

    /// Who cannot review, and why: `ada cannot review it (asked for run run_…)`. What several share is said once.
    private static func excluded(_ json: JSON?) -> [String] {
        let reasons = (json?.object ?? [:]).mapValues { reasons in
            (reasons.array ?? []).compactMap(\.string).joined(separator: "; ")
        }
        let groups = Dictionary(grouping: reasons.keys.sorted()) { reasons[$0] ?? "" }
        return groups.sorted { $0.value[0] < $1.value[0] }.map { why, logins in
            "\(logins.joined(separator: ", ")) cannot review it (\(why))"
        }
    }

    private static func advice(_ code: FailureCode) -> String? {
        // Somebody is at the very place where a password is asked for, logged in or not.
        if code == .wrongCredentials { return nil }
        return switch code.kind {
        case .unauthenticated: "Log in with `countersign login`, or set COUNTERSIGN_TOKEN."
        case .tooMany: "Wait a moment, then try again."
        case .broken: "This is a defect, not your mistake. Please report it with the command and this message."
        case .unavailable, .malformed, .forbidden, .missing, .conflict, .refused, .tooLarge: nil
        }
    }
}
