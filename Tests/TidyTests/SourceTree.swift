import Foundation
import Testing

/// The package's own sources, for the tests that are pedantic about them.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// Relative to the package, such as `Sources/Domain/Digest.swift`.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
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
            return SourceFile(path: String(url.path.dropFirst(root.path.count + 1)), text: text)
        }
    }.sorted { $0.path < $1.path }

    static let sources = all.filter { $0.path.hasPrefix("Sources/") }
}
