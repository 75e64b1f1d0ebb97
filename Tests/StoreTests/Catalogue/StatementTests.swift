import Foundation
import Store
import Synchronization
import TestSupport
import Testing

/// Every statement is one that the server understands and that the service's role may run.
@Suite struct StatementTests {
    @Test func everyStatementPrepares() throws {
        let database = try ScratchDatabase.make()
        let heard = Mutex<[DatabaseError]>([])
        let pool = Pool(url: database.appURL, connections: 1, report: { error in heard.withLock { $0.append(error) } })
        for statement in Statements.all {
            _ = try? pool.transaction(.none) { try $0.check(statement) }
        }
        #expect(heard.withLock { $0 } == [])
    }

    /// Whatever operations can call; what stays within the machinery runs with its tests.
    @Test func everyStatementIsListed() throws {
        let declaration = /^ *package struct (?<name>[A-Za-z]+): (?:Query|Command)\b/
        var found: Set<String> = []
        for text in try Self.sources() {
            for line in text.split(separator: "\n") {
                if let match = line.firstMatch(of: declaration) { found.insert(String(match.output.name)) }
            }
        }
        let listed = Set(Statements.all.map { "\($0)" })
        #expect(found.count > 40)
        #expect(found.subtracting(listed).sorted() == [], "add them to Statements.swift")
    }

    private static func sources() throws -> [String] {
        let folder = World.packageRoot + "/Sources/Store"
        return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.map {
            try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
        }
    }
}
