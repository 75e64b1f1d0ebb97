import API
import Domain

/// A comment of `template improve` above the line that a finding is about. It is for whoever edits, and never pushed.
enum FindingComment {
    /// Where comments are put, and taken out again.
    static let files: Set = ["task.yaml", "SKILL.md"]
    private static let limit = 160

    /// The file with a comment for each finding that has a line in it.
    static func added(
        to file: TemplateFile, of version: TemplateVersionView, _ findings: [TemplateFindingView]
    ) -> TemplateFile {
        guard files.contains(file.path) else { return file }
        let lines = String(decoding: file.bytes, as: UTF8.self).lines
        var comments: [Int: [TemplateFindingView]] = [:]
        for finding in findings {
            guard let number = line(of: finding, in: file.path, lines, version) else { continue }
            comments[number, default: []].append(finding)
        }
        // YAML, or the front matter of Markdown.
        let fence = lines.dropFirst().firstIndex { $0 == "---" || $0 == "---\r" } ?? 0
        let yamlEnd = file.path == "task.yaml" ? lines.count : fence
        let out = lines.enumerated().flatMap { index, line in
            let indent = String(line.prefix { $0 == " " })
            return (comments[index + 1] ?? []).alike.map { indent + text($0, isYAML: index <= yamlEnd) } + [
                String(line)
            ]
        }
        return TemplateFile(
            path: file.path, bytes: Array(out.joined(separator: "\n").utf8), isExecutable: file.isExecutable)
    }

    /// The text without comments of ours.
    static func removed(from bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.lines
        return Array(lines.filter { !isComment($0) }.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// From 1. A line that stands elsewhere now is followed; one that is not there any more has none.
    private static func line(
        of finding: TemplateFindingView, in file: String, _ lines: [Substring], _ version: TemplateVersionView
    ) -> Int? {
        if let about = finding.templateLine {
            guard about.file == file else { return nil }
            let same = lines.indices.filter { lines[$0] == about.text }
            return same.min { abs($0 + 1 - about.line) < abs($1 + 1 - about.line) }.map { $0 + 1 }
        }
        let criteria = version.definition["successCriteria"]?.array ?? []
        guard let id = finding.criterion, let index = criteria.firstIndex(where: { $0["id"]?.string == id }) else {
            return nil
        }
        let pointer = "task.yaml#/success_criteria/\(index)"
        guard pointer.hasPrefix("\(file)#") else { return nil }
        return version.definition["places"]?[pointer]?["line"]?.integer.map { Int($0) }
    }

    private static func text(_ alike: [TemplateFindingView], isYAML: Bool) -> String {
        guard let finding = alike.first else { return "" }
        let words = finding.words
        let id = finding.id + (alike.count > 1 ? " and \(alike.count - 1) alike" : "")
        let shown = words.count > limit ? words.prefix(limit) + "…" : words[...]
        return isYAML ? "# \(id): \(shown)" : "<!-- \(id): \(shown.replacing("-->", with: "-- >")) -->"
    }

    private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.drop { $0 == UInt8(ascii: " ") }
        for mark in ["# ", "<!-- "] where text.starts(with: mark.utf8) {
            let rest = text.dropFirst(mark.utf8.count)
            guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return false }
            let words = String(decoding: rest[..<colon], as: UTF8.self).split(separator: " ")
            let isCounted = words.count == 4 && words[1] == "and" && Int(words[2]) != nil && words[3] == "alike"
            return Identifier.isValid(String(words.first ?? ""), .finding) && (words.count == 1 || isCounted)
        }
        return false
    }
}
