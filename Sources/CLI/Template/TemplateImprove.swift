import API
import Domain
import FoundationEssentials
import Formats

/// `countersign template improve`
enum TemplateImprove {
    static let name = Argument("TEMPLATE", "The template's name.")
    static let to = Option<String>("to", "FOLDER", "Where to write; a new folder TEMPLATE-improve if absent.")

    static let command = Command(
        "improve", "Lay out the latest version with what reviewers found.",
        description: """
            Writes the latest version into a folder, with a comment above each success criterion that an open finding is about, and \
            all open findings in FINDINGS.md beside it. Mend what you can, then push with an `--answers` for each finding that \
            is answered. The comments and FINDINGS.md stay at home.
            """,
        arguments: [name], options: [to],
        examples: [
            Example("countersign template improve release-notes", "Begin the next version."),
            Example("countersign template improve release-notes --to drafts", "In a folder of your choice."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let path = try invocation.teamPath(["template": invocation[name]])
        let version = try invocation.call(Endpoints.templateShow, path: path, query: [("version", "latest")])
        let findings = try invocation.allPages(Endpoints.templateFindings, path: path, query: [("open", "true")])
        let name = version.summary.name
        guard !findings.items.isEmpty else {
            return try invocation.show(findings) { _ in invocation.say("Nothing is open on \(name).") }
        }
        let root = invocation[to] ?? "\(name)-improve"
        let folder = "\(root)/\(version.area)/\(name)"
        let files = try TemplateFiles.fetch(version, invocation).map { file in
            file.path == "task.yaml" ? annotated(file, version, findings.items) : file
        }
        try TemplateFiles.write(files, to: LocalFile.path(folder, invocation))
        let notes = TemplateFile(
            path: "FINDINGS.md", bytes: Array(page(version, folder, findings.items).utf8), isExecutable: false)
        try TemplateFiles.write([notes], to: LocalFile.path(root, invocation))
        try invocation.confirm(
            findings, "\(findings.items.count) open findings: read \(root)/FINDINGS.md, edit \(folder, .bold)")
    }

    /// task.yaml with a comment for each finding above the criterion that it is about.
    private static func annotated(
        _ file: TemplateFile, _ version: TemplateVersionView, _ findings: [TemplateFindingView]
    ) -> TemplateFile {
        let places = version.definition["places"]
        var comments: [Int: [String]] = [:]
        for (index, criterion) in (version.definition["successCriteria"]?.array ?? []).enumerated() {
            let pointer = "task.yaml#/success_criteria/\(index)"
            guard let id = criterion["id"]?.string, let line = places?[pointer]?["line"]?.integer else { continue }
            comments[Int(line), default: []] += findings.filter { $0.criterion == id }.map(FindingComment.text)
        }
        let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let out = lines.enumerated().flatMap { index, line in
            let indent = line.prefix { $0 == " " }
            return (comments[index + 1] ?? []).map { String(indent) + $0 } + [String(line)]
        }
        return TemplateFile(
            path: file.path, bytes: Array(out.joined(separator: "\n").utf8), isExecutable: file.isExecutable)
    }

    private static func page(
        _ version: TemplateVersionView, _ folder: String, _ findings: [TemplateFindingView]
    ) -> String {
        var lines = [
            "# Open findings on \(version.summary.name), as of version \(version.summary.number)", "",
            "When the template is mended, say which findings the new version answers:", "",
            "    countersign template push \(folder) --onto \(version.summary.number) "
                + findings.map { "--answers \($0.id)" }.joined(separator: " "),
            "",
        ]
        for finding in findings {
            let criterion = finding.criterion.map { ", criterion \($0)" } ?? ""
            lines += ["## \(finding.id): \(finding.cause.rawValue)\(criterion)", ""]
            lines += ["Version \(finding.templateVersion), \(finding.run), \(finding.output)", ""]
            if let quotation = finding.quotation { lines += block(quotation, "> ") + [""] }
            // Words of others stand indented, where they cannot pass for headings or commands of this page.
            lines += block(finding.text, "    ") + [""]
        }
        return lines.joined(separator: "\n")
    }

    private static func block(_ text: String, _ prefix: String) -> [String] {
        HiddenText.render(text).split(separator: "\n", omittingEmptySubsequences: false).map { prefix + $0 }
    }
}

/// A comment of `template improve` in task.yaml: `# fnd_…: what was found`. It is for whoever edits, and never pushed.
enum FindingComment {
    private static let limit = 160

    static func text(_ finding: TemplateFindingView) -> String {
        let words = HiddenText.render(finding.text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let shown = words.count > limit ? words.prefix(limit) + "…" : words[...]
        return "# \(finding.id): \(shown)"
    }

    static func removed(from bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return Array(lines.filter { !isComment($0) }.joined(separator: [UInt8(ascii: "\n")]))
    }

    private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.drop { $0 == UInt8(ascii: " ") }
        guard text.starts(with: "# fnd_".utf8), let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return Identifier.isValid(String(decoding: text[(text.startIndex + 2)..<colon], as: UTF8.self), .finding)
    }
}
