import Testing

@testable import Domain

/// A record that was changed after it was written is found out by anybody.
@Suite struct AuditExportTests {
    private static func line(_ position: Int64, name: String = "run_dispatched", team: String = "team_a") -> [String:
        JSON]
    {
        let at = Timestamp(secondsSince1970: 1_800_000_000)
        let entry = AuditEntry(
            name: name, actor: .person(id: "per_a"), team: team, subject: "run:run_\(position)", at: at, data: [:])
        return [
            "position": .integer(position), "at": .string(at.description), "name": .string(name),
            "actor": "person:per_a",
            "subject": .string("run:run_\(position)"), "entry": .string(entry.canonical),
            "leaf": .string(entry.leaf.description),
        ]
    }

    private static func text(_ lines: [[String: JSON]]) -> [String] { lines.map { JSON.object($0).canonical } }

    @Test func whatWasWrittenIsGood() {
        let lines = [Self.line(1), Self.line(5), Self.line(6)]
        let report = AuditExport.verify(Self.text(lines))
        let leaves = lines.compactMap { $0["leaf"]?.string.flatMap { Digest($0) } }
        #expect(report == AuditExport.Report(entryCount: 3, root: MerkleTree.root(leaves), firstBad: nil))
        #expect(AuditExport.verify([]) == AuditExport.Report(entryCount: 0, root: Digest.of(""), firstBad: nil))
    }

    private static let changes: [(key: String, value: JSON, reason: String)] = [
        ("entry", "{}", "the leaf is not the digest of the entry"),
        ("leaf", .string(Digest.of("x").description), "the leaf is not the digest of the entry"),
        ("leaf", "x", "this is not an entry: position, entry and leaf are needed"),
        ("name", "run_cancelled", "name beside the entry is not what the entry says"),
        ("actor", "person:per_b", "actor beside the entry is not what the entry says"),
        ("subject", "run:run_9", "subject beside the entry is not what the entry says"),
        ("at", "2020-01-01T00:00:00Z", "at beside the entry is not what the entry says"),
        ("position", 1, "it stands behind position 1"),
    ]

    @Test(arguments: changes)
    func theFirstBadEntryIsNamed(change: (key: String, value: JSON, reason: String)) {
        var bad = Self.line(5)
        bad[change.key] = change.value
        let report = AuditExport.verify(Self.text([Self.line(1), bad, Self.line(6)]))
        #expect(report.entryCount == 1 && report.firstBad?.line == 2)
        #expect(report.firstBad?.reason == change.reason)
    }

    @Test func anEntryOfAnotherTeamIsForeign() {
        let report = AuditExport.verify(Self.text([Self.line(1), Self.line(2, team: "team_b")]))
        #expect(report.firstBad == AuditExport.Flaw(line: 2, position: 2, reason: "it is of another team"))
    }

    @Test func anEntryMustBeCanonical() {
        var line = Self.line(1)
        let loose = (line["entry"]?.string ?? "") + " "
        line["entry"] = .string(loose)
        line["leaf"] = .string(AuditEntry.leaf(of: loose).description)
        #expect(AuditExport.verify(Self.text([line])).firstBad?.reason == "the entry is not canonical JSON")
    }

    @Test func linesOutOfOrderAreFound() {
        let report = AuditExport.verify(Self.text([Self.line(2), Self.line(1)]))
        #expect(report.firstBad == AuditExport.Flaw(line: 2, position: 1, reason: "it stands behind position 2"))
    }
}
