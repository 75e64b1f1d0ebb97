import API
import Domain

/// A difference for people: what it means, then its lines.
enum DiffText {
    static func lines(_ diff: DiffView) -> [Text] {
        let meaning = diff.meaning.map(sentence)
        let unified = diff.unified.lines.map { Text(String($0), style($0)) }
        let body = unified.last?.plain.isEmpty == true ? unified.dropLast() : unified[...]
        if meaning.isEmpty && body.isEmpty { return ["No difference."] }
        return meaning + (meaning.isEmpty || body.isEmpty ? [] : [""]) + body
    }

    /// What changed by meaning; what somebody should look at twice stands out. Below an instruction and below each file
    /// stand the lines that changed.
    static func meaning(_ diff: DiffView, of pair: TemplatePair) -> [Text] {
        if diff.meaning.isEmpty { return [diff.unified.isEmpty ? "No difference." : "See `\(pair.lines)`."] }
        let unified = UnifiedDiff(diff.unified)
        // Every sentence is that of one change.
        let changes = diff.changes ?? []
        return diff.meaning.enumerated().flatMap { index, meaning -> [Text] in
            let change = changes.dropFirst(index).first
            return [sentence(meaning)] + (change.map { excerpt(of: $0, unified, pair) } ?? [])
        }
    }

    private static func sentence(_ sentence: String) -> Text {
        sentence.hasSuffix("]") ? "• \(sentence, .bad)" : "• \(sentence)"
    }

    private static func excerpt(of change: TemplateChange, _ diff: UnifiedDiff, _ pair: TemplatePair) -> [Text] {
        guard let path = change.part == .instruction ? change.part.file : change.item,
            change.part == .instruction || change.part == .files
        else { return [] }
        if diff.binary.contains(path) { return ["    … no text: `\(pair.copy)` writes the file"] }
        return Excerpt.lines(
            diff.changed[path] ?? [], limit: change.marks.contains(.runs) ? Excerpt.programLimit : Excerpt.limit,
            indent: "    ", style: { $0.hasPrefix("+") ? .good : .bad }, inFull: "`\(pair.lines)`")
    }

    private static func style(_ line: Substring) -> Style {
        if line.hasPrefix("+++") || line.hasPrefix("---") || line.hasPrefix("diff ") { return .bold }
        if line.hasPrefix("@@") { return .link }
        if line.hasPrefix("+") { return .good }
        return line.hasPrefix("-") ? .bad : .plain
    }
}

/// Two versions of a template, and how to see more of them.
struct TemplatePair {
    let name: String
    /// As the service is asked for their difference: from, to.
    let query: [(String, String)]

    var lines: String {
        "countersign template diff \(name)\(query.map { " --\($0.0) \($0.1)" }.joined()) --lines"
    }

    /// Writes all files of the newer one.
    var copy: String { TemplatePair.copy(of: name, query.last?.1 ?? TemplateLabel.latest) }

    static func copy(of name: String, _ version: String) -> String {
        "countersign template new copy/\(name) --from \(name)@\(version)"
    }
}

/// The beginning of something long, which says what it leaves out.
enum Excerpt {
    static let limit = 20
    /// Of what is run more is shown.
    static let programLimit = 60
    /// One line can be a whole program.
    private static let columnLimit = 400

    /// - Parameter command: what shows all of it.
    static func lines(
        _ lines: [some StringProtocol], limit: Int, indent: String = "", style: (String) -> Style = { _ in .plain },
        inFull command: String
    ) -> [Text] {
        let shown = lines.prefix(limit).map { line -> Text in
            let text = String(line)
            let left = text.unicodeScalars.count - columnLimit
            let beginning = left > 0 ? String(text.unicodeScalars.prefix(columnLimit)) : text
            let rest: Text = left > 0 ? "… \(left.counted("character")) more: \(command)" : ""
            return "\(indent)\(block: beginning, style(text))\(rest)"
        }
        let left = lines.count - shown.count
        return left > 0 ? shown + ["\(indent)… \(left.counted("line")) more: \(command)"] : shown
    }
}
