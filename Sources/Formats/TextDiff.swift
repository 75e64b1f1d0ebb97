internal import CGit2
import Domain

/// The difference of two texts by lines, as git computes it.
package struct TextDiff: Hashable, Sendable {
    /// Of each side. Larger texts are not for reading.
    package static let limitBytes = 8 << 20

    package enum LineKind: String, Sendable, Codable {
        case context, added, deleted
    }

    package struct Line: Hashable, Sendable {
        package let kind: LineKind
        /// From 1; nil for an added line.
        package let oldLine: Int?
        /// From 1; nil for a deleted line.
        package let newLine: Int?
        /// With its line end, if it has one. What is not UTF-8 shows as U+FFFD.
        package let text: String
    }

    package struct Hunk: Hashable, Sendable {
        package let oldStart: Int
        package let oldCount: Int
        package let newStart: Int
        package let newCount: Int
        package let lines: [Line]
    }

    /// Empty if the texts are equal.
    package let hunks: [Hunk]
    private let path: String

    /// `contextLines` is how many equal lines are shown around each change. Throws `artifactTooLarge` beyond the limit.
    package static func compare(
        old: [UInt8], new: [UInt8], path: String, contextLines: Int = 3
    ) throws(Failure) -> TextDiff {
        for (name, bytes) in [("old", old), ("new", new)] where bytes.count > limitBytes {
            throw Failure(
                .artifactTooLarge,
                "the \(name) version of \(path) has \(bytes.count) bytes; differences are shown up to \(limitBytes)")
        }
        return TextDiff(hunks: try GitPatch(old: old, new: new, contextLines: contextLines).hunks(), path: path)
    }

    /// The unified diff of one file, ready for `patch`; empty if the texts are equal.
    package static func unified(
        old: [UInt8], new: [UInt8], path: String, contextLines: Int = 3
    ) throws(Failure) -> String {
        try compare(old: old, new: new, path: path, contextLines: contextLines).unified
    }

    package var unified: String {
        if hunks.isEmpty { return "" }
        var out = "--- a/\(path)\n+++ b/\(path)\n"
        for hunk in hunks {
            out += "@@ -\(Self.range(hunk.oldStart, hunk.oldCount)) +\(Self.range(hunk.newStart, hunk.newCount)) @@\n"
            for line in hunk.lines {
                out += Self.mark(line.kind) + line.text
                if line.text.utf8.last != UInt8(ascii: "\n") { out += "\n\\ No newline at end of file\n" }
            }
        }
        return out
    }

    private static func range(_ start: Int, _ count: Int) -> String { count == 1 ? "\(start)" : "\(start),\(count)" }

    private static func mark(_ kind: LineKind) -> String {
        switch kind {
        case .context: " "
        case .added: "+"
        case .deleted: "-"
        }
    }
}

/// Owns one libgit2 patch and the bytes that it was made of.
private final class GitPatch {
    /// libgit2 wants one global start; it counts further ones.
    private static let started: Bool = git_libgit2_init() > 0

    private var patch: OpaquePointer?

    init(old: [UInt8], new: [UInt8], contextLines: Int) throws(Failure) {
        var options = git_diff_options()
        var status: Int32 = -1
        if Self.started && git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)) == 0 {
            options.context_lines = UInt32(clamping: contextLines)
            // Chunks are cut from text: a NUL byte must not hide the rest of a file.
            options.flags = GIT_DIFF_FORCE_TEXT.rawValue | GIT_DIFF_INDENT_HEURISTIC.rawValue
            status = git_patch_from_buffers(&patch, old, old.count, nil, new, new.count, nil, &options)
        }
        if status != 0 {
            let reason =
                git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? "no reason given"
            throw Failure(.internalError, "the difference could not be computed: \(reason)")
        }
    }

    deinit { git_patch_free(patch) }

    func hunks() throws(Failure) -> [TextDiff.Hunk] {
        var out: [TextDiff.Hunk] = []
        for index in 0..<git_patch_num_hunks(patch) {
            var header: UnsafePointer<git_diff_hunk>?
            var count = 0
            guard git_patch_get_hunk(&header, &count, patch, index) == 0, let hunk = header?.pointee else {
                throw Failure(.internalError, "hunk \(index) of a difference could not be read")
            }
            out.append(
                TextDiff.Hunk(
                    oldStart: Int(hunk.old_start), oldCount: Int(hunk.old_lines), newStart: Int(hunk.new_start),
                    newCount: Int(hunk.new_lines), lines: (0..<count).compactMap { line(index, $0) }))
        }
        return out
    }

    /// Nil for the remarks about a missing line end, which the text itself shows.
    private func line(_ hunk: Int, _ index: Int) -> TextDiff.Line? {
        var pointer: UnsafePointer<git_diff_line>?
        guard git_patch_get_line_in_hunk(&pointer, patch, hunk, index) == 0, let line = pointer?.pointee else {
            return nil
        }
        let kind: TextDiff.LineKind
        switch UInt8(bitPattern: line.origin) {
        case UInt8(ascii: " "): kind = .context
        case UInt8(ascii: "+"): kind = .added
        case UInt8(ascii: "-"): kind = .deleted
        default: return nil
        }
        let bytes = UnsafeRawBufferPointer(start: line.content, count: line.content_len)
        return TextDiff.Line(
            kind: kind, oldLine: kind == .added ? nil : Int(line.old_lineno),
            newLine: kind == .deleted ? nil : Int(line.new_lineno), text: String(decoding: bytes, as: UTF8.self))
    }
}
