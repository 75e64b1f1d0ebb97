import API
import Domain

/// `countersign audit export`
enum AuditExportCommand {
    static let to = Option<String>("to", "FILE", "Write to this file instead of standard output.")
    static let force = Flag("force", "Replace the file if it is there.")

    static let command = Command(
        "export", "Export the team's whole audit log.",
        description: """
            Newline-delimited JSON: each entry with its canonical text and its leaf digest. `audit verify FILE` checks it \
            without the service, now or in ten years.
            """,
        options: [to, force],
        examples: [
            Example("countersign audit export --to audit.ndjson", "Keep a copy outside."),
            Example("countersign audit export | jq -r .name | sort | uniq -c", "Count what happened."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let bytes = try fetch(invocation)
        guard let file = invocation[to] else { return try invocation.terminal.write(bytes) }
        try AtomicFile.write(bytes, to: LocalFile.path(file, invocation), replaces: invocation[force])
        try invocation.confirm("Wrote \(bytes.count { $0 == UInt8(ascii: "\n") }) entries to \(file).")
    }

    static func fetch(_ invocation: Invocation) throws -> [UInt8] {
        let client = try invocation.client()
        let path = try invocation.teamPath()
        return try invocation.working("Asking \(client.server.text)") {
            Array(try client.text(Endpoints.auditExport, path: path).utf8)
        }
    }
}
