import API
import Domain

/// `countersign audit verify`
enum AuditVerify {
    static let file = OptionalArgument("FILE", "An export; without one, a fresh export is fetched.")

    /// The largest log that is checked in one go.
    private static let limitBytes = 1 << 30

    static let command = Command(
        "verify", "Check an audit log, offline.",
        description: """
            Recomputes every leaf from its entry, checks that positions only go up and that what stands beside an entry \
            stands in it. With FILE no service is asked. Prints the count, the first and last time and the Merkle root: \
            equal logs have equal roots. The exit code is 1 for a log that is not right, and its first bad entry is named.
            """,
        arguments: [file],
        examples: [
            Example("countersign audit verify audit.ndjson", "Trust nobody, not even the service."),
            Example("countersign audit verify", "Export and check now."),
        ],
        run: run)

    /// What `--json` prints.
    private struct Report: Message {
        var count: Int
        var first: Timestamp?
        var last: Timestamp?
        var root: Digest
    }

    static func run(_ invocation: Invocation) throws {
        let bytes: [UInt8] =
            if let file = invocation[file] {
                try LocalFile.read(file, invocation, limitBytes: limitBytes)
            } else {
                try AuditExportCommand.fetch(invocation)
            }
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        let checked = AuditExport.verify(lines)
        if let flaw = checked.firstBad {
            let place = flaw.position.map { "position \($0) (line \(flaw.line))" } ?? "line \(flaw.line)"
            invocation.warn("\("Not right", .bad): the entry at \(place): \(flaw.reason).")
            throw Ended(.failed)
        }
        let report = Report(
            count: checked.entryCount, first: time(lines.first), last: time(lines.last), root: checked.root)
        try invocation.show(report) { report in
            var facts = Facts()
            facts.add("Audit log", "\("verified", .good)")
            facts.add("Entries", "\(report.count)")
            facts.add("First", report.first?.description)
            facts.add("Last", report.last?.description)
            facts.add("Merkle root", "\(report.root)")
            try invocation.print(facts)
        }
    }

    private static func time(_ line: String?) -> Timestamp? {
        line.flatMap { try? JSON(text: $0) }?["at"]?.string.flatMap { Timestamp($0) }
    }
}
