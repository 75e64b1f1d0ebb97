import API
import Domain
import Formats
import Store

/// What changed between two versions of an output: file by file, and by lines where both sides are text.
package enum DiffOutput {
    /// Of all files of both versions together; what is larger is named, not shown.
    static let limitBytes: Int64 = 16 << 20

    package static func run(_ team: TeamContext, output id: String, from: Int, to: Int) throws -> DiffView {
        try team.read { tx in
            let old = files(try ShowOutput.version(tx, team, id, from))
            let new = files(try ShowOutput.version(tx, team, id, to))
            let paths = Set(old.keys).union(new.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            var view = DiffView(meaning: [], unified: "")
            var room = limitBytes
            for path in paths where old[path]?.digest != new[path]?.digest {
                view.meaning.append(meaning(path, old[path], new[path]))
                let size = (old[path]?.size ?? 0) + (new[path]?.size ?? 0)
                room -= size
                guard room >= 0, size <= TextDiff.limitBytes else {
                    view.unified += "\(path): too large to be compared by lines\n"
                    continue
                }
                let (before, after) = (try bytes(old[path], tx, team), try bytes(new[path], tx, team))
                let isText = TextFlaw.first(in: before) == nil && TextFlaw.first(in: after) == nil
                view.unified +=
                    isText ? try TextDiff.unified(old: before, new: after, path: path) : "\(path): not text\n"
            }
            return view
        }
    }

    private static func files(_ version: OutputVersionView) -> [String: OutputFileView] {
        Dictionary(version.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func meaning(_ path: String, _ old: OutputFileView?, _ new: OutputFileView?) -> String {
        switch (old, new) {
        case (nil, let new): "\(path) was added, \(new?.size ?? 0) bytes"
        case (let old, nil): "\(path) was taken out, \(old?.size ?? 0) bytes"
        case (let old, let new): "\(path) was changed, from \(old?.size ?? 0) to \(new?.size ?? 0) bytes"
        }
    }

    private static func bytes(_ file: OutputFileView?, _ tx: Transaction, _ team: TeamContext) throws -> [UInt8] {
        guard let file else { return [] }
        return try StoredBytes.load(tx, team, file.digest)
    }
}
