import API

/// A difference for people: what it means, then its lines.
enum DiffText {
    static func lines(_ diff: DiffView) -> [Text] {
        let meaning = diff.meaning.isEmpty ? [] : meaning(diff)
        let unified = diff.unified.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Text(String(line), style(line))
        }
        let body = unified.last?.plain.isEmpty == true ? unified.dropLast() : unified[...]
        if meaning.isEmpty && body.isEmpty { return ["No difference."] }
        return meaning + (meaning.isEmpty || body.isEmpty ? [] : [""]) + body
    }

    /// What changed by meaning; what somebody should look at twice stands out.
    static func meaning(_ diff: DiffView) -> [Text] {
        if diff.meaning.isEmpty {
            return [diff.unified.isEmpty ? "No difference." : "Nothing changed by meaning; --lines shows the files."]
        }
        return diff.meaning.map { sentence in
            sentence.hasSuffix("]") ? "- \(sentence, .bad)" : "- \(sentence)"
        }
    }

    private static func style(_ line: Substring) -> Style {
        if line.hasPrefix("+++") || line.hasPrefix("---") || line.hasPrefix("diff ") { return .bold }
        if line.hasPrefix("@@") { return .link }
        if line.hasPrefix("+") { return .good }
        return line.hasPrefix("-") ? .bad : .plain
    }
}
