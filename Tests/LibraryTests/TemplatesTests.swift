import Domain
import Formats
import Foundation
import Testing

/// The shared templates load, by the reader that the service uses. Foundation, because tests list folders.
struct TemplatesTests {
    static let library = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "library")

    @Test(arguments: [
        ("engineering/release-notes", "release-notes", [OutputKind.document], [String]()),
        ("operations/performance-recap", "performance-reporting", [.document], ["team.notify"]),
        ("support/ticket-summary", "customer-insight", [.analysis, .data], []),
    ])
    func templateLoads(folder: String, useCase: String, kinds: [OutputKind], actions: [String]) throws {
        let (template, problems) = TemplateReader.read(folder: folder, files: try files(in: folder))
        #expect(problems == [])
        let read = try #require(template)
        #expect(read.useCase == useCase)
        #expect(read.outputs.map(\.kind) == kinds)
        #expect(read.actions == actions)
        #expect(read.hasScript)
    }

    private func files(in folder: String) throws -> FileSet {
        let place = Self.library.appending(path: folder)
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: place.path) {
            let file = place.appending(path: path)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue {
                files[path] = Array(try Data(contentsOf: file))
            }
        }
        return FileSet(files)
    }
}
