import Foundation
import TestSupport
import Testing

/// The schema that the migrations make, as pg_dump writes it, beside this test: a change of the schema shows in review as
/// what it does to the database. Record it anew with COUNTERSIGN_RECORD=1.
@Suite struct SchemaSnapshotTests {
    private static let snapshot = World.packageRoot + "/Tests/StoreTests/Snapshots/schema.sql"
    private static let isRecording = ProcessInfo.processInfo.environment["COUNTERSIGN_RECORD"] == "1"

    @Test(.enabled("pg_dump is not installed (postgresql-client-15)") { pgDump != nil })
    func theSchemaIsTheReviewedOne() throws {
        let database = try ScratchDatabase.make()
        let schema = try Self.dump(database.ownerURL)
        if Self.isRecording { try schema.write(toFile: Self.snapshot, atomically: true, encoding: .utf8) }
        let reviewed = try String(contentsOfFile: Self.snapshot, encoding: .utf8)
        let difference = schema.split(separator: "\n").difference(from: reviewed.split(separator: "\n"))
        #expect(difference.isEmpty, "the schema has changed; look at the difference and record it")
    }

    private static var pgDump: String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        return path.split(separator: ":").map { "\($0)/pg_dump" }.first(where: FileManager.default.isExecutableFile)
    }

    /// Without comments and settings of the dump itself, which name versions and random keys.
    private static func dump(_ url: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(pgDump))
        process.arguments = ["--schema-only", "--dbname", url]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let noise = ["--", "SET ", "SELECT pg_catalog.", "\\restrict", "\\unrestrict"]
        return text.split(separator: "\n").filter { line in !noise.contains(where: line.hasPrefix) }
            .joined(separator: "\n") + "\n"
    }
}
