import Foundation
import Testing

extension Substring {
    /// Whether these exact bytes occur in it: a hundred times faster than comparing characters.
    func holds(_ word: String) -> Bool {
        let word = Array(word.utf8)
        var text = self
        return text.withUTF8 { text in
            guard text.count >= word.count else { return false }
            return (0...text.count - word.count).contains { start in
                text[start] == word[0] && text[start..<start + word.count].elementsEqual(word)
            }
        }
    }
}

/// The package's own sources, for the tests that are pedantic about them.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// Relative to the package, such as `Sources/Domain/Digest.swift`.
    let path: String
    let lines: [Substring]

    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    var testDescription: String { path }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let all: [SourceFile] = ["Sources", "Tests"].flatMap { folder -> [SourceFile] in
        let base = root.appending(path: folder)
        let found = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
        return (found?.allObjects as? [URL] ?? []).compactMap { url in
            guard url.pathExtension == "swift", let text = try? String(contentsOf: url, encoding: .utf8) else {
                return nil
            }
            return SourceFile(
                path: String(url.path.dropFirst(root.path.count + 1)),
                lines: text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(
                    Substring.init))
        }
    }.sorted { $0.path < $1.path }

    static let sources = all.filter { $0.path.hasPrefix("Sources/") }
}
