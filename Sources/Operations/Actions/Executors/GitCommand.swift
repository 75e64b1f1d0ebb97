import Domain
import FoundationEssentials
import Glibc
import Platform

/// git on one repository, with everything off by which a repository could have other programs run or a machine's
/// settings change what is written: hooks, the file system monitor, system and personal configuration, prompts.
struct GitCommand {
    private static let settings = [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false", "core.fsync=all",
        "i18n.commitEncoding=UTF-8", "core.protectHFS=true", "core.protectNTFS=true",
    ]
    private static let answerLimitBytes = 8 << 20

    private let folder: String
    private let endMilliseconds: Int

    init(folder: String, deadlineSeconds: Int) {
        self.folder = folder
        endMilliseconds = Clock.monotonicMilliseconds + deadlineSeconds * 1000
    }

    /// What the command says, without its line end. Throws when it fails.
    @discardableResult
    func run(_ arguments: [String], input: [UInt8]? = nil, index: String? = nil, at time: Timestamp? = nil) throws
        -> String
    {
        let outcome = try start(arguments, input: input, index: index, at: time)
        guard outcome.isSuccess, !outcome.output.isTruncated else {
            let said = HiddenText.render(Redactor.clean(outcome.errors.text.prefix(2000).description))
            throw Failure(.unavailable, "git \(arguments[0]) failed in \(folder): \(said)")
        }
        return outcome.output.text.trimmingSuffix("\n")
    }

    /// The same, nil when the command fails.
    func answer(_ arguments: [String]) throws -> String? {
        let outcome = try start(arguments, input: nil, index: nil, at: nil)
        return outcome.isSuccess ? outcome.output.text.trimmingSuffix("\n") : nil
    }

    /// git's answer to a request over HTTP, which `variables` describe (git-http-backend, RFC 3875): headers and body.
    func serve(_ variables: [String: String], body: [UInt8], limitBytes: Int) throws -> [UInt8] {
        // Who pins a commit asks for it by name, and for the part of it that is needed.
        let arguments = [
            "-c", "uploadpack.allowReachableSHA1InWant=true", "-c", "uploadpack.allowFilter=true", "http-backend",
        ]
        let outcome = try start(arguments, input: body, variables: variables, limitBytes: limitBytes)
        guard outcome.isSuccess else {
            throw Failure(.unavailable, "git http-backend failed in \(folder): \(outcome.errors.text.prefix(2000))")
        }
        guard !outcome.output.isTruncated else {
            throw Failure(.unavailable, "the answer is larger than \(limitBytes >> 20) MiB; fetch with --depth 1")
        }
        return outcome.output.bytes
    }

    private func start(
        _ arguments: [String], input: [UInt8]?, index: String? = nil, at time: Timestamp? = nil,
        variables: [String: String] = [:], limitBytes: Int = answerLimitBytes
    ) throws -> Outcome {
        let leftMilliseconds = endMilliseconds - Clock.monotonicMilliseconds
        guard leftMilliseconds > 0 else { throw Failure(.unavailable, "git took too long in \(folder)") }
        var environment = variables.merging([
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
        ]) { $1 }
        if let index { environment["GIT_INDEX_FILE"] = index }
        if let time {
            for role in ["AUTHOR", "COMMITTER"] {
                environment["GIT_\(role)_NAME"] = "Countersign"
                environment["GIT_\(role)_EMAIL"] = "countersign@localhost"
                environment["GIT_\(role)_DATE"] = "@\(time.secondsSince1970) +0000"
            }
        }
        var process = Subprocess(
            "git", Self.settings.flatMap { ["-c", $0] } + ["--git-dir=\(folder)"] + arguments, environment: environment,
            directory: folder, deadlineSeconds: Double(leftMilliseconds) / 1000)
        if let input { process.input = .bytes(input) }
        process.output = .capture(limitBytes: limitBytes)
        process.endsWithUs = true
        return try process.run()
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}

/// The path of an index that no repository knows, in a folder of its own.
struct TemporaryIndex {
    private let folder: String

    init() throws {
        var template = Array((FileManager.default.temporaryDirectory.path + "/countersign-index-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(.storageFull, "cannot make a temporary folder") }
        folder = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    var path: String { folder + "/index" }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
