import Domain
import Formats
import Foundation
import Testing

/// Bundles for tests: those that stand in folders, and small ones written in place.
enum Bundles {
    static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL

    /// The files of a folder by path relative to it.
    static func files(in folder: URL) throws -> [String: [UInt8]] {
        var files = [String: [UInt8]]()
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: path)
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                files[path] = try Array(Data(contentsOf: file))
            }
        }
        return files
    }

    static func smallTeam() throws -> PolicyBundle {
        try PolicyBundleReader.read(try files(in: packageRoot.appending(path: "policies/small-team")))
    }

    /// The starter bundle with other rules and no cases.
    static func with(rules: String, actions: String? = nil) throws -> PolicyBundle {
        var files = try files(in: packageRoot.appending(path: "policies/small-team"))
        for path in files.keys where path.hasPrefix("cases/") { files[path] = nil }
        files["approvals.yaml"] = Array("rules:\n\(rules)".utf8)
        if let actions {
            files["actions.yaml"] = Array(actions.utf8)
            files["use-cases.yaml"] = Array("use_cases: []\n".utf8)
        }
        return try PolicyBundleReader.read(files)
    }
}
