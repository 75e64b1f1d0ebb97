import API
import Domain
import FoundationEssentials
import Testing

@testable import CLI

@Suite struct AuditTests {
    private static func entry(_ position: Int64) -> AuditEntryView {
        let at = Timestamp(secondsSince1970: 1_800_000_000 + position)
        let entry = AuditEntry(
            name: "run_dispatched", actor: .person(id: "per_1"), team: "team_1", subject: "run:run_\(position)", at: at,
            data: [:])
        return AuditEntryView(
            position: position, at: at, name: "run_dispatched", actor: Actor.person(id: "per_1").text,
            subject: "run:run_\(position)", entry: entry.canonical, leaf: entry.leaf)
    }

    private static func export(_ entries: [AuditEntryView]) throws -> [UInt8] {
        try entries.flatMap { [UInt8](try JSONEncoder().encode($0)) + [UInt8(ascii: "\n")] }
    }

    @Test func verifiesAFreshExport() throws {
        let service = StubService()
        let entries = [1, 2, 5].map(Self.entry)
        service.answer("GET /v1/teams/demo/audit/export", bytes: try Self.export(entries))
        #expect(
            countersign(["audit", "verify"], service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        Audit log    verified
                        Entries      3
                        First        2027-01-15T08:00:01Z
                        Last         2027-01-15T08:00:05Z
                        Merkle root  \(MerkleTree.root(entries.map(\.leaf)))

                        """, error: ""))
    }

    @Test func aFileNeedsNoServiceAndNoLogin() throws {
        let file = FileManager.default.temporaryDirectory.path + "/countersign-test-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let service = StubService()
        service.answer("GET /v1/teams/demo/audit/export", bytes: try Self.export([1, 2].map(Self.entry)))
        let exported = countersign(["audit", "export", "--to", file], service: service)
        #expect(exported == Outcome(code: .ok, output: "Wrote 2 entries to \(file).\n", error: ""))
        #expect(countersign(["audit", "export", "--to", file], service: service).code == .failed)
        #expect(countersign(["audit", "export", "--to", file, "--force"], service: service).code == .ok)
        let outcome = countersign(["audit", "verify", file], environment: [:])
        #expect(outcome.code == .ok)
    }

    @Test(arguments: [
        (0, "position 2 (line 2): the leaf is not the digest of the entry"),
        (1, "position 1 (line 2): it stands behind position 1"),
        (2, "position 2 (line 2): subject beside the entry is not what the entry says"),
        (3, "position 2 (line 2): at beside the entry is not what the entry says"),
        (4, "position 2 (line 2): actor beside the entry is not what the entry says"),
        (5, "line 2: this is not an entry: position, entry and leaf are needed"),
    ])
    func namesTheFirstBadEntry(_ tampering: Int, _ words: String) throws {
        var second = Self.entry(2)
        switch tampering {
        case 0: second.entry = second.entry.replacing("run_2", with: "run_3")
        case 1: second.position = 1
        case 2: second.subject = "run:run_9"
        case 3: second.at = Timestamp(secondsSince1970: 0)
        case 4: second.actor = "person:per_2"
        default: break
        }
        let line = tampering == 5 ? Array("{}\n".utf8) : try Self.export([second])
        let service = StubService()
        service.answer(
            "GET /v1/teams/demo/audit/export",
            bytes: try Self.export([Self.entry(1)]) + line + Self.export([Self.entry(3), Self.entry(3)]))
        let outcome = countersign(["audit", "verify"], service: service)
        #expect(outcome == Outcome(code: .failed, output: "", error: "Not right: the entry at \(words).\n"))
    }

    @Test func listsWhatHappened() throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/audit?subject=run%3Arun_1&limit=50", Page(items: [Self.entry(1)]))
        #expect(
            countersign(["audit", "list", "--subject", "run:run_1"], service: service).output.contains(
                "1         2027-01-15T08:00:01Z  run_dispatched"))
    }
}
