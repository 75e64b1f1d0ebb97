import Domain
import FoundationEssentials
import Glibc

/// The files of the private cluster, `postgres/` in the data directory. They belong to PostgreSQL's user; what the
/// service decides (who may connect, as whom) stands beside them, where that user cannot write.
struct PostgresCluster {
    /// Made by initdb, owns everything; the others are made by migrations.
    static let owner = "countersign_owner"
    static let roles = [owner, "countersign_app", "countersign_sealer", "countersign_auditor"]

    let host: PostgresHost
    let dataDirectory: String

    var folder: String { "\(dataDirectory)/postgres" }
    var accessFile: String { "\(dataDirectory)/pg_hba.conf" }
    var identityFile: String { "\(dataDirectory)/pg_ident.conf" }

    /// Major version of the cluster; nil where there is none yet.
    var version: Int? {
        FileManager.default.contents(atPath: "\(folder)/PG_VERSION")
            .flatMap { Int(String(decoding: $0, as: UTF8.self).prefix(while: \.isNumber)) }
    }

    /// Makes the cluster under another name first: one that was cut short is never taken for a whole one.
    func initialize(_ binaries: PostgresBinaries, profile: EmbeddedPostgres.Profile) throws {
        let draft = "\(dataDirectory)/postgres.new"
        if access(draft, F_OK) == 0 { try FileManager.default.removeItem(atPath: draft) }
        try host.makePrivateFolder(draft)
        var program = host.program(
            "\(binaries.folder)/initdb",
            ["--pgdata", draft, "--username", Self.owner, "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
                + ["--auth-local=peer", "--auth-host=reject", "--no-instructions"]
                + (profile == .test ? ["--no-sync"] : []))
        program.deadlineSeconds = 120
        let outcome = try program.run()
        guard outcome.isSuccess else {
            throw Self.failure("cannot make a PostgreSQL cluster in \(folder)", said: outcome.errors.text)
        }
        guard rename(draft, folder) == 0 else { throw Failure.system("cannot make \(folder)", errno: errno) }
    }

    /// Lets the service's OS user, known by the kernel, connect as each of the roles, over the unix socket only.
    func writeAccess() throws {
        let quoted = "\"" + host.service.name.replacing("\"", with: "\"\"") + "\""
        let identities = Self.roles.map { "countersign \(quoted) \($0)\n" }.joined()
        try write("local all all peer map=countersign\n", to: accessFile)
        try write(identities, to: identityFile)
    }

    private func write(_ text: String, to path: String) throws {
        let bytes = Array(text.utf8)
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
        guard Glibc.write(file.number, bytes, bytes.count) == bytes.count else {
            throw Failure.system("cannot write \(path)", errno: errno)
        }
        // PostgreSQL's user reads it; there is no secret in it.
        guard fchmod(file.number, 0o644) == 0 else {
            throw Failure.system("cannot set the mode of \(path)", errno: errno)
        }
    }

    /// What PostgreSQL said when it gave up. A full disk has a code of its own.
    static func failure(_ what: String, said: String) -> Failure {
        let lines = said.split(separator: "\n").suffix(8).joined(separator: " | ")
        let isFull = lines.contains("No space left on device") || lines.contains("Disk quota exceeded")
        return Failure(
            isFull ? .storageFull : .unavailable,
            "\(what)\(isFull ? ": the disk is full; free some space" : ""). PostgreSQL said: \(lines)")
    }
}
