import Domain
import FoundationEssentials
import Formats
import Glibc
import Platform

/// Reads a collection from a git repository. git only transports: the objects are read as they are, without a work
/// tree, so no hook, filter, submodule or link of the repository has a chance to do anything. It is fetched on the machine
/// of whoever imports, with what that person may reach anyway: the service fetches nothing for anybody.
struct CollectionRepository {
    private static let cloneLimitBytes = 512 << 20
    private static let cloneSeconds = 300.0
    private static let settings = [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false",
        "submodule.recurse=false", "fetch.recurseSubmodules=false", "fetch.unpackLimit=1", "protocol.ext.allow=never",
    ]
    private static let pointer = Array("version https://git-lfs.github.com/spec/".utf8)

    private let address: String
    private let folder: String

    /// Whether it is the address of a repository, and not the path of a folder.
    static func isAddress(_ text: String) -> Bool {
        text.contains("://") || text.hasSuffix(".git") || (text.contains("@") && text.contains(":"))
    }

    static func read(_ address: String) throws -> Collection {
        guard !address.hasPrefix("-"), !address.contains("::") else {
            throw Failure(.badRequest, "\(address) is not the address of a git repository")
        }
        var template = Array((FileManager.default.temporaryDirectory.path + "/countersign-import-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(.storageFull, "cannot make a temporary folder") }
        let folder = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let repository = CollectionRepository(address: address, folder: folder)
        try repository.clone()
        return try repository.collection()
    }

    private var name: String {
        let last = address.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? "library"
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    }

    /// The newest commit only. The shell sets the limit for the size of a file, and a clone is one pack file.
    private func clone() throws {
        let outcome = try git(
            [
                "clone", "--bare", "--quiet", "--no-local", "--depth", "1", "--single-branch", "--no-tags",
                "--template=", "--",
                address,
                folder + "/repository",
            ],
            limitBytes: 64 << 10)
        guard outcome.isSuccess else {
            throw Failure(.badRequest, "cannot fetch \(address): \(Self.reason(outcome))")
        }
    }

    private struct Entry {
        let path: String
        let id: String
        let isExecutable: Bool
    }

    private func collection() throws -> Collection {
        var collection = Collection(name: name)
        var wanted: [Entry] = []
        var totalBytes = 0
        let list = try output(["ls-tree", "-r", "-z", "-l", "--full-tree", "HEAD"], limitBytes: 64 << 20)
        for line in list.split(separator: 0) {
            // `100644 blob <id> <size>TAB<path>`
            let sides = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
            let facts = String(decoding: sides[0], as: UTF8.self).split(separator: " ").map(String.init)
            guard sides.count == 2, facts.count == 4 else { continue }
            let path = String(decoding: sides[1], as: UTF8.self)
            switch facts[0] {
            case "120000": collection.strange[path] = Collection.symbolicLink
            case "160000": collection.strange[path] = "another repository (submodule), which is not fetched"
            default:
                let size = Int(facts[3]) ?? 0
                if size > FileSet.fileLimitBytes {
                    collection.tooLarge[path] = size
                } else {
                    totalBytes += size
                    wanted.append(Entry(path: path, id: facts[2], isExecutable: facts[0] == "100755"))
                }
            }
        }
        try CollectionLimits.check(collection, totalBytes: totalBytes)
        guard wanted.count <= CollectionLimits.files else {
            throw Failure(.badRequest, "\(address) has more than \(CollectionLimits.files) files")
        }
        try read(wanted, totalBytes, into: &collection)
        return collection
    }

    /// One git for all of them: it answers each id with `<id> blob <size>`, the bytes and a line end.
    private func read(_ wanted: [Entry], _ totalBytes: Int, into collection: inout Collection) throws {
        let ids = wanted.map { $0.id + "\n" }.joined()
        let bytes = try output(
            ["cat-file", "--batch"], input: Array(ids.utf8), limitBytes: totalBytes + wanted.count * 128 + 1)
        var rest = bytes[...]
        for entry in wanted {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
                let size = Int(String(decoding: rest[..<end].split(separator: 32).last ?? [], as: UTF8.self)),
                rest.distance(from: end, to: rest.endIndex) > size + 1
            else { throw Failure(.unavailable, "git did not give \(entry.path) of \(address)") }
            let content = Array(rest[(end + 1)..<(end + 1 + size)])
            rest = rest[(end + 2 + size)...]
            if content.starts(with: Self.pointer) {
                collection.strange[entry.path] = "kept in Git LFS, which is not fetched"
                continue
            }
            collection.files[entry.path] = content
            if entry.isExecutable { collection.executables.insert(entry.path) }
        }
    }

    private func output(_ arguments: [String], input: [UInt8] = [], limitBytes: Int) throws -> [UInt8] {
        let outcome = try git(["--git-dir=\(folder)/repository"] + arguments, input: input, limitBytes: limitBytes)
        guard outcome.isSuccess, !outcome.output.isTruncated else {
            throw Failure(.badRequest, "git cannot read \(address): \(Self.reason(outcome))")
        }
        return outcome.output.bytes
    }

    private static func reason(_ outcome: Outcome) -> String {
        if outcome.timedOut { return "it took too long" }
        let said = outcome.errors.text.prefix(2000)
        // The limit ends git, or whatever program git has started, by a signal or by an error.
        if said.contains("signal \(SIGXFSZ)") || said.contains("File too large") {
            return "it has more than the \(cloneLimitBytes >> 20) MiB that are fetched"
        }
        let lines = said.split(whereSeparator: \.isNewline).map { HiddenText.render(String($0)) }
        return lines.isEmpty ? "git gives no reason" : lines.joined(separator: "; ")
    }

    /// With the person's own settings for proxies and credentials, but nothing that would run a program for a
    /// repository, and never with a question.
    private func git(_ arguments: [String], input: [UInt8] = [], limitBytes: Int) throws -> Outcome {
        var environment = Subprocess.inherited([
            "PATH", "HOME", "SSH_AUTH_SOCK", "XDG_CONFIG_HOME", "http_proxy", "https_proxy", "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY", "NO_PROXY", "no_proxy", "GIT_CONFIG_GLOBAL", "GIT_SSL_CAINFO", "SSL_CERT_FILE",
        ])
        environment["LC_ALL"] = "C"
        environment["GIT_TERMINAL_PROMPT"] = "0"
        environment["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh"
        environment["GIT_LFS_SKIP_SMUDGE"] = "1"
        let blocks = String(Self.cloneLimitBytes / 512)
        var process = Subprocess(
            "sh",
            ["-c", "ulimit -f \"$0\"; exec git \"$@\"", blocks] + Self.settings.flatMap { ["-c", $0] } + arguments,
            environment: environment, directory: folder, deadlineSeconds: Self.cloneSeconds)
        process.input = .bytes(input)
        process.output = .capture(limitBytes: limitBytes)
        return try process.run()
    }
}
