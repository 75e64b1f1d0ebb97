import Foundation

/// Test data that others wrote, beside the repository. Foundation, because tests list folders.
enum SharedFixtures {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/fixtures")

    /// The files of one folder by name; empty, said aloud, where the folder is absent.
    static func files(in name: String, ending: String) -> [URL] {
        let place = folder.appending(path: name)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) else {
            print("SKIPPED: every case of \(name): there is no folder \(place.path)")
            return []
        }
        return names.filter { $0.hasSuffix(ending) }.sorted().map { place.appending(path: $0) }
    }
}
