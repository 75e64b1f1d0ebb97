import API
import Domain

/// A difference for people: what it means, then its lines.
enum DiffText {
    static func lines(_ diff: DiffView) -> [Text] {
        let meaning = diff.meaning.isEmpty ? [] : meaning(diff, inFull: "")
        let unified = diff.unified.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Text(String(line), style(line))
        }
        let body = unified.last?.plain.isEmpty == true ? unified.dropLast() : unified[...]
        if meaning.isEmpty && body.isEmpty { return ["No difference."] }
        return meaning + (meaning.isEmpty || body.isEmpty ? [] : [""]) + body
    }

    /// What changed by meaning; what somebody should look at twice stands out.
    /// - Parameter command: the one that shows all lines.
    static func meaning(_ diff: DiffView, inFull command: String) -> [Text] {
        if diff.meaning.isEmpty {
            return [diff.unified.isEmpty ? "No difference." : "Nothing changed by meaning; --lines shows the files."]
        }
        // Every sentence is that of one change.
        let parts = diff.changes?.map(\.part) ?? []
        return diff.meaning.enumerated().flatMap { index, sentence -> [Text] in
            let line: Text = sentence.hasSuffix("]") ? "• \(sentence, .bad)" : "• \(sentence)"
            return [line] + (parts.dropFirst(index).first == .instruction ? instruction(diff, inFull: command) : [])
        }
    }

    private static let shownLines = 20

    /// The first changed lines of SKILL.md.
    private static func instruction(_ diff: DiffView, inFull command: String) -> [Text] {
        let lines = diff.unified.split(separator: "\n")
        guard let start = lines.firstIndex(of: "+++ b/SKILL.md") else { return [] }
        let section = lines[(start + 1)...].prefix { !$0.hasPrefix("--- a/") && !$0.hasPrefix("Binary file ") }
        let changed = section.filter { $0.hasPrefix("+") || $0.hasPrefix("-") }
        let shown = changed.prefix(shownLines).map { Text("    " + $0, style($0)) }
        let left = changed.count - shown.count
        guard left > 0 else { return shown }
        return shown + ["    … \(left.counted("line")) more" + (command.isEmpty ? "" : ": `\(command)`")]
    }

    private static func style(_ line: Substring) -> Style {
        if line.hasPrefix("+++") || line.hasPrefix("---") || line.hasPrefix("diff ") { return .bold }
        if line.hasPrefix("@@") { return .link }
        if line.hasPrefix("+") { return .good }
        return line.hasPrefix("-") ? .bad : .plain
    }
}
