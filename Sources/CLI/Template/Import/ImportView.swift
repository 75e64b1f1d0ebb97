import API
import Domain
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
        var remarks: [Problem]
        var missing: [Problem]

        init(_ draft: ImportedDraft, area: String) {
            kind = draft.kind
            self.area = area
            name = draft.name
            source = draft.source
            sources = draft.sources
            digest = draft.files.digest
            remarks = draft.remarks
            missing = draft.missing
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
    var asides: [String]
    var elsewhere: [Problem]

    init(_ report: ImportReport, files: Int) {
        self.files = files
        refused = report.refusals.map { Refusal(source: $0.source, sources: $0.sources, problems: $0.problems) }
        manifests = report.manifests
        asides = report.asides
        elsewhere = report.elsewhere
    }

    /// `5 files: 2 became 2 drafts, 1 is refused, 1 is a manifest, 1 describes no task.`
    var sentence: String {
        let taken = drafts.reduce(0) { $0 + $1.sources.count }
        let left = refused.reduce(0) { $0 + $1.sources.count }
        return "\(files) files: \(taken) became \(drafts.count) drafts, \(left) refused in \(refused.count) places, "
            + "\(manifests.count) manifests, \(asides.count) that describe no task"
    }
}
