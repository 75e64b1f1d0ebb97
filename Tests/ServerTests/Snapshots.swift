import Foundation
import Testing

/// Whole answers that were looked at and kept. COUNTERSIGN_RECORD=1 writes them anew, to be read in the diff.
enum Snapshots {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["COUNTERSIGN_RECORD"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? "(none)"
        #expect(
            kept == text, "\(name).txt differs; look at it, then record with COUNTERSIGN_RECORD=1",
            sourceLocation: sourceLocation)
    }

    static var names: Set<String> {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return Set(files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) })
    }
}
