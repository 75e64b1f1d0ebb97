import API
import Domain
import FoundationEssentials

/// `FINDINGS.md`, which `template improve` writes beside the folders that it lays out, and `template push --answers all` reads.
enum FindingsPage {
    static let name = "FINDINGS.md"

    static func text(_ version: TemplateVersionView, _ folder: String, _ findings: [TemplateFindingView]) -> String {
        let push = "    countersign template push \(folder) --onto \(version.summary.number) --answers"
        let lines = [
            "# Open findings on \(version.summary.name), as of version \(version.summary.number)", "",
            "When the template is mended, say which findings the new version answers: all that this page lists, after you have",
            "taken out what it does not answer, or each by itself.", "", "\(push) all", "\(push) FINDING", "",
        ]
        let silent = findings.silentFailures()
        return (lines + silent.map { $0 + "." } + (silent.isEmpty ? [] : [""]) + findings.alike.flatMap(section))
            .joined(separator: "\n")
    }

    /// Those that the page beside the folder of a template lists.
    static func findings(beside template: TemplateFolder, _ invocation: Invocation) throws -> [String] {
        let folder = URL(filePath: LocalFile.path(template.shownPath, invocation)).standardized
        let path = folder.deletingLastPathComponent().deletingLastPathComponent().path + "/" + name
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                .badRequest,
                "--answers all means what \(path) lists, and there is no such file: `countersign template improve` writes it; "
                    + "or name each finding, --answers fnd_…")
        }
        let listed = try LocalFile.text(path, invocation).lines.compactMap(listed)
        guard !listed.isEmpty else {
            throw Failure(.badRequest, "\(path) lists no finding; leave --answers out if none is answered")
        }
        return listed
    }

    /// Of a heading or an entry of ours; words of others stand indented.
    private static func listed(_ line: Substring) -> String? {
        guard let mark = ["## ", "- "].first(where: line.hasPrefix) else { return nil }
        let id = String(line.dropFirst(mark.count).prefix { $0 != ":" })
        return Identifier.isValid(id, .finding) ? id : nil
    }

    private static func section(_ findings: [TemplateFindingView]) -> [String] {
        guard let first = findings.first else { return [] }
        let subject = first.cause.rawValue + ReviewText.subject(first.criterion, first.templateLine)
        let line = first.templateLine.map { ["The line was:", ""] + block($0.text, "    ") + [""] } ?? []
        // Words of others stand indented, where they cannot pass for headings or commands of this page.
        let text = block(first.text, "    ") + [""]
        guard findings.count > 1 else {
            return ["## \(first.id): \(subject)", "", origin(first), ""] + line + evidence(first, "") + text
        }
        let entries = findings.flatMap { finding in
            ["- \(finding.id): \(origin(finding))", ""] + evidence(finding, "  ")
        }
        return ["## \(findings.count) alike: \(subject)", ""] + line + text + entries
    }

    private static func origin(_ finding: TemplateFindingView) -> String {
        "Version \(finding.templateVersion), \(finding.run), \(finding.output)\(finding.afterApproval)"
    }

    /// What the reviewer quoted, and what they said to the criteria that they doubted.
    private static func evidence(_ finding: TemplateFindingView, _ indent: String) -> [String] {
        let quoted = finding.quotation.map { block($0, indent + "> ") + [""] } ?? []
        return quoted
            + finding.doubts.flatMap { doubt in
                ["\(indent)Criterion \(doubt.criterion), \(doubt.answer.rawValue):", ""]
                    + block(doubt.words, indent + "    ") + [""]
            }
    }

    private static func block(_ text: String, _ prefix: String) -> [String] {
        HiddenText.render(text).lines.map { prefix + $0 }
    }
}

extension CriterionDoubtView {
    var words: String { reason.isEmpty ? "no reason was given" : reason }
}

extension [TemplateFindingView] {
    /// Those that say the same of the same part of the template together, in the order of the first.
    var alike: [[TemplateFindingView]] {
        var groups: [[TemplateFindingView]] = []
        var places: [[String?]: Int] = [:]
        for finding in self {
            if let place = places[finding.saying] {
                groups[place].append(finding)
            } else {
                places[finding.saying] = groups.count
                groups.append([finding])
            }
        }
        return groups
    }

    /// What the statistics count as not met, and no finding here names: `criterion order failed in 2 outputs without a finding
    /// of its own`.
    /// - Parameter criterion: that one only; nil for all.
    func silentFailures(of criterion: String? = nil) -> [String] {
        let failures = flatMap { finding in
            finding.doubts.filter { $0.answer == .fail && !$0.hasFinding }.map { ($0.criterion, finding.output) }
        }
        let outputs = Dictionary(grouping: failures) { $0.0 }.mapValues { Set($0.map(\.1)).count }
        return outputs.filter { criterion == nil || $0.key == criterion }.sorted { $0.key < $1.key }.map {
            "criterion \($0.key) failed in \($0.value.counted("output")) without a finding of its own"
        }
    }
}

extension TemplateFindingView {
    /// What it says, and of what.
    fileprivate var saying: [String?] {
        let line = templateLine.map { "\($0.file):\($0.line) \($0.text)" }
        return [cause.rawValue, criterion, line, words]
    }

    /// Of a defect, which no reviewer has told.
    var afterApproval: String { defect == nil ? "" : ", found after approval" }

    /// In one line.
    var words: String { HiddenText.render(text).split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
