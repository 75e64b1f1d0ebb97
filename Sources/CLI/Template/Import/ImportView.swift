import API
import Decisions
import Domain
import FoundationEssentials
import Formats

/// What became of a collection, for `--json`.
struct ImportView: Message {
    struct Draft: Message {
        var kind: ImportedDraft.Kind
        var area: String
        var name: String
        var source: String
        var sources: [String]
        var digest: Digest
        /// The version that it is now; absent in a dry run.
        var version: Int?
        /// The service has had it like this.
        var isUnchanged = false
        /// It was exported from here, and is a version that there is.
        var isHere: Bool?
        var remarks: [Problem]
        var missing: [Problem]
        /// The other errors and warnings of lint: an error keeps it from being published.
        var lint: [LintRemark]

        init(_ draft: ImportedDraft) {
            kind = draft.kind
            area = draft.area
            name = draft.name
            source = draft.source
            sources = draft.sources
            digest = draft.files.digest
            remarks = draft.remarks
            missing = draft.missing
            let template = TemplateReader.read(folder: "\(area)/\(draft.name)", files: draft.files).template
            lint = Self.besidesGaps(template.map { LintRules.remarks($0) } ?? [])
        }

        private static func besidesGaps(_ remarks: [LintRemark]) -> [LintRemark] {
            remarks.filter { $0.rule != LintRules.format && $0.level != .hint }
        }

        /// What the service made of it: without a change it is the version that was there.
        /// - Parameter earlier: fetches the version of this number.
        mutating func take(
            _ stored: TemplateVersionView, of draft: ImportedDraft, before: Int?,
            earlier: (Int) throws -> TemplateVersionView
        ) rethrows {
            version = stored.summary.number
            isUnchanged = stored.summary.number == before
            digest = stored.summary.digest
            missing = Self.missing(in: stored)
            lint = Self.besidesGaps(stored.remarks)
            func remark(_ message: String) {
                remarks.append(Problem(file: source, line: 1, column: 1, message: message))
            }
            if isUnchanged, let path = Self.otherFile(in: stored, than: draft) {
                remark(
                    "the source is as an import brought it before, so nothing was taken; \(path) of version "
                        + "\(stored.summary.number) says something else")
            }
            guard let before, before < stored.summary.number else { return }
            remark(
                "\(area)/\(name) was there, as version \(before); `countersign template diff \(name)` shows what this changes"
            )
            let own = stored.files.first { $0.path == "task.yaml" }?.digest
            if own != draft.files.files["task.yaml"].map({ Digest.of($0) }) {
                remark("task.yaml is the one that your team has written; check that it still fits")
            } else if !missing.isEmpty, Self.missing(in: try earlier(before)).count < missing.count {
                remark("the task.yaml of version \(before) is not taken over: what this one lacks may stand there")
            }
        }

        /// The first one of the collection that the version does not have like that, but for the team's task.yaml.
        private static func otherFile(in version: TemplateVersionView, than draft: ImportedDraft) -> String? {
            let stored = Dictionary(version.files.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
            return draft.files.paths.first { path in
                path != "task.yaml" && stored[path] != draft.files.files[path].map({ Digest.of($0) })
            }
        }

        /// It was exported from here and has not been changed.
        mutating func find(_ stored: TemplateVersionView, latest: Int?) {
            version = stored.summary.number
            (isUnchanged, isHere) = (true, true)
            digest = stored.summary.digest
            missing = Self.missing(in: stored)
            lint = Self.besidesGaps(stored.remarks)
            guard let latest, latest > stored.summary.number else { return }
            remarks.append(Problem(file: source, line: 1, column: 1, message: "version \(latest) is the latest"))
        }

        private static func missing(in version: TemplateVersionView) -> [Problem] {
            (version.definition["missing"]?.array ?? []).compactMap {
                try? JSONDecoder().decode(Problem.self, from: Data($0.canonical.utf8))
            }
        }

        /// `objective, risk`: the keys that its task.yaml must still say.
        var lacks: String { missing.map { String($0.message.prefix { $0 != " " }) }.joined(separator: ", ") }

        /// `2 errors (wide-tool), 1 warning (vague-words)`; nil without any.
        var lintCounts: String? {
            let counts = LintLevel.allCases.compactMap { level -> String? in
                let rules = lint.filter { $0.level == level }.map(\.rule)
                guard !rules.isEmpty else { return nil }
                return "\(rules.count.counted(level.rawValue)) (\(Set(rules).sorted().joined(separator: ", ")))"
            }
            return counts.isEmpty ? nil : counts.joined(separator: ", ")
        }
    }

    struct Refusal: Message {
        var source: String
        var sources: [String]
        var problems: [Problem]
    }

    /// Of the collection; each is in one of the lists below.
    var files: Int
    var drafts: [Draft] = []
    var refused: [Refusal]
    var manifests: [String]
    var asides: [Problem]
    var elsewhere: [Problem]
    /// Not of the collection any more.
    var gone: [GoneTemplate] = []

    init(_ report: ImportReport, files: Int) {
        self.files = files
        refused = report.refusals.map { Refusal(source: $0.source, sources: $0.sources, problems: $0.problems) }
        manifests = report.manifests
        asides = report.asides
        elsewhere = report.elsewhere
    }

    /// `6 files: 2 became 2 drafts, 1 unchanged in 1 template, 1 refused in 1 place, 1 manifest, 1 that describes no task`
    var sentence: String {
        func files(_ sources: [[String]]) -> Int { sources.reduce(0) { $0 + $1.count } }
        let (same, new) = (drafts.filter(\.isUnchanged), drafts.filter { !$0.isUnchanged })
        let places = refused.reduce(0) { $0 + $1.problems.count }
        let unchanged =
            same.isEmpty ? "" : "\(files(same.map(\.sources))) unchanged in \(same.count.counted("template")), "
        return "\(self.files.counted("file")): \(files(new.map(\.sources))) became \(new.count.counted("draft")), "
            + "\(unchanged)\(files(refused.map(\.sources))) refused in \(places.counted("place")), "
            + "\(manifests.count.counted("manifest")), "
            + "\(asides.count) that \(asides.count == 1 ? "describes" : "describe") no task"
    }
}
