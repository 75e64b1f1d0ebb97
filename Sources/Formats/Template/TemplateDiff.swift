import Domain

/// What changed between two versions of a template by the lines of their files; `MeaningDiff` says what it means.
package enum TemplateDiff {
    /// Unified diffs of the files that differ, one after the other; a file that is not text is only named.
    package static func files(from old: FileSet, to new: FileSet) throws(Failure) -> String {
        var out = ""
        for path in FileSet(old.files.merging(new.files) { first, _ in first }).paths {
            let before = old.files[path]
            let after = new.files[path]
            if before == after { continue }
            if [before, after].contains(where: { $0.map { String(text: $0) == nil } == true }) {
                out += "Binary file \(path) differs\n"
            } else {
                out += try TextDiff.unified(old: before ?? [], new: after ?? [], path: path)
            }
        }
        return out
    }
}
