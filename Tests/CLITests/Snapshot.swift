import FoundationEssentials
import Testing

/// A text that was looked at and kept in `Snapshots`. COUNTERSIGN_RECORD=1 writes it anew, to be read in the diff.
enum Snapshot {
    static let folder = String(#filePath.dropLast("Snapshot.swift".count)) + "Snapshots/"

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = folder + name + ".txt"
        if ProcessInfo.processInfo.environment["COUNTERSIGN_RECORD"] == "1" {
            try Data(text.utf8).write(to: URL(filePath: path))
            return
        }
        let kept = (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) }
        #expect(
            kept == text, "\(name).txt differs; look at it, then run with COUNTERSIGN_RECORD=1",
            sourceLocation: sourceLocation)
    }

    static var names: Set<String> {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return Set(files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) })
    }
}
