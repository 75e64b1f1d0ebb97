import API
import APIClient
import Domain
import FoundationEssentials
import Glibc
import Harness
import Platform

/// One private folder per attempt, new and empty, with what the agent is given. Nothing is left in it from another attempt,
/// because none is ever used twice.
struct Workspace: Sendable {
    let site: AgentSite
    /// A second folder, for the socket alone, where the workspace's path is too long for one.
    private let socketFolder: String?
    private let lock: WorkspaceLock?

    private static let partBytes = 1 << 18

    /// `sockaddr_un.sun_path` has 108 bytes, with a zero at the end.
    private static let socketPathLimitBytes = 107

    /// Makes the folders. Throws when there is one of this attempt already.
    init(root: String, run: String, attempt: Int) throws {
        let folder = "\(root)/\(run).\(attempt)"
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Self.makeFolder(folder)
        lock = WorkspaceLock(folder)
        var socket = folder + "/agent.sock"
        var socketFolder: String?
        if socket.utf8.count > Self.socketPathLimitBytes {
            let short = "/tmp/countersign-" + Hex.encode(SecureRandom.bytes(8))
            try Self.makeFolder(short)
            socket = short + "/agent.sock"
            socketFolder = short
        }
        self.socketFolder = socketFolder
        site = AgentSite(run: run, attempt: attempt, folder: folder, socket: socket)
        for part in [site.work, site.inputFiles, site.output, site.template, site.temporary] {
            try Self.makeFolder(part)
        }
    }

    var spool: String { site.folder + "/transcript.spool" }

    /// Writes the brief, the inputs and the findings, fetches the files and verifies each of them.
    func fill(_ run: ClaimedRun, from client: Client) throws {
        guard Digest.of(run.brief) == run.briefDigest else {
            throw Failure(.digestMismatch, "the brief is not the one that was frozen at dispatch (\(run.briefDigest))")
        }
        try Self.write(Array(run.brief.utf8), to: site.brief)
        try Self.write(Array((run.inputs.canonical + "\n").utf8), to: site.inputs)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try Self.write([UInt8](try encoder.encode(Feedback(run))), to: site.feedback)
        for file in run.templateFiles {
            try fetch(file.digest, as: file.path, into: site.template, isExecutable: file.isExecutable, client)
        }
        for file in run.files {
            try fetch(file.digest, as: file.name, into: site.inputFiles, isExecutable: false, client)
        }
    }

    /// What an agent learns about the attempts before. Both are there on the first one, too: nothing and none.
    private struct Feedback: Encodable {
        let reason: String
        let findings: [FindingView]

        init(_ run: ClaimedRun) {
            reason = run.revisionReason ?? ""
            findings = run.feedback
        }
    }

    func remove() throws {
        try FolderRemoval.remove(site.folder)
        removeSocketFolder()
    }

    func removeSocketFolder() {
        guard let socketFolder else { return }
        unlink(site.socket)
        rmdir(socketFolder)
    }

    private func fetch(
        _ digest: Digest, as path: String, into folder: String, isExecutable: Bool, _ client: Client
    ) throws {
        if let reason = FileSet.unsafety(ofPath: path) {
            throw Failure(.badRequest, "a file of this run cannot be written: the path `\(path)` \(reason)")
        }
        var parent = folder
        for part in path.split(separator: "/").dropLast() {
            parent += "/" + part
            if mkdir(parent, 0o700) != 0 && errno != EEXIST {
                throw Failure.system("cannot make \(parent)", errno: errno)
            }
        }
        try isExecutable
            ? fetchProgram(digest, to: "\(folder)/\(path)", client) : fetchFile(digest, to: "\(folder)/\(path)", client)
    }

    /// Straight to the disk: it may be 64 MiB.
    private func fetchFile(_ digest: Digest, to path: String, _ client: Client) throws {
        try client.download(Endpoints.runnerArtifactGet, path: ["digest": digest.description], to: path)
        var hasher = Hasher256()
        try FileParts.read(path, partBytes: Self.partBytes) { hasher.update($0) }
        try Self.check(hasher.finish(), is: digest, path)
    }

    /// Through memory, since a program is written in one go (`SpawnGate`); it comes with the template and is small.
    private func fetchProgram(_ digest: Digest, to path: String, _ client: Client) throws {
        let bytes = try client.download(Endpoints.runnerArtifactGet, path: ["digest": digest.description])
        try Self.check(Digest.of(bytes), is: digest, path)
        try Self.write(bytes, to: path, mode: 0o700)
    }

    private static func check(_ found: Digest, is digest: Digest, _ path: String) throws {
        guard found == digest else {
            throw Failure(.digestMismatch, "\(path) did not arrive as it was stored (\(digest))")
        }
    }

    private static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 else {
            throw Failure.system("cannot make the folder \(path)", errno: errno)
        }
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
        try SpawnGate.pass { try writeNew(bytes, to: path, mode) }
    }

    private static func writeNew(_ bytes: [UInt8], to path: String, _ mode: mode_t) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw Failure.system("cannot write \(path)", errno: errno) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure.system("cannot write \(path)", errno: errno) }
            rest = rest.dropFirst(count)
        }
    }
}
