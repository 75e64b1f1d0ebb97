import Domain
import FoundationEssentials
import Operations
import Platform
import Testing

@testable import Operations

/// The executor that puts approved files on a branch, against real repositories.
@Suite struct GitBranchTests {
    private let folder: TemporaryFolder
    private let repository: String

    init() throws {
        folder = try TemporaryFolder()
        repository = try folder.repository()
    }

    private func export(
        _ files: [String: String], branch: String = "release", repository: String? = nil, tampered: Bool = false,
        allowed: [String]? = nil
    ) throws -> EffectReport {
        let stored = files.mapValues { Array($0.utf8) }
        let byDigest = Dictionary(stored.values.map { (Digest.of($0), $0) }, uniquingKeysWith: { first, _ in first })
        let output = EffectOrder.Output(
            id: "out_1", version: 1, contentDigest: Digest.of("c"),
            files: stored.sorted { $0.key < $1.key }.map { ($0.key, Digest.of($0.value)) },
            read: { digest in tampered ? [0] : byDigest[digest] ?? [] })
        let executor = GitBranchExecutor(repositories: allowed ?? [folder.path + "/**"])
        return try executor.execute(
            EffectOrder(
                requestID: "act_1", canonical: "{}", digest: Digest.of("d"),
                arguments: [
                    "repository": .string(repository ?? self.repository), "branch": .string(branch), "message": "Notes",
                ],
                output: output, signers: ["rita"], decidedAt: Timestamp(secondsSince1970: 1_800_000_000)))
    }

    @Test func theTreeIsExactlyTheApprovedFiles() throws {
        let files = ["a.md": "A\r\n", "deep/er/b.md": "é\n", "empty": "", "with space \"quote\".md": "x"]
        let report = try export(files)
        let tree = try #require(report.result["tree"]?.string)
        // Whatever git itself makes of the same files in a work tree.
        let work = folder.path + "/work"
        try folder.git(["init", "--quiet", work])
        for (path, text) in files {
            let url = URL(filePath: "\(work)/\(path)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try folder.git(["-c", "core.autocrlf=false", "add", "--all"], in: work)
        #expect(try folder.git(["write-tree"], in: work) == tree + "\n")
        #expect(try folder.git(["rev-list", "--count", "release"], in: repository) == "1\n")
        #expect(try folder.git(["fsck", "--strict"], in: repository) == "")
        #expect(
            try folder.git(["log", "-1", "--format=%cI", "release"], in: repository) == "2027-01-15T08:00:00+00:00\n")
    }

    @Test func aSecondTimeChangesNothing() throws {
        let first = try export(["a.md": "A"])
        let second = try export(["a.md": "A"])
        #expect(first.result["commit"] == second.result["commit"])
        #expect(first.result["was_there"] == false && second.result["was_there"] == true)
    }

    @Test func aBranchThatHoldsSomethingElseIsNeverMoved() throws {
        let first = try export(["a.md": "A"])
        let failure = #expect(throws: Failure.self) { try export(["a.md": "B"]) }
        #expect(failure?.message.hasPrefix("git update-ref failed") == true)
        let commit = try #require(first.result["commit"]?.string)
        #expect(try folder.git(["rev-parse", "release"], in: repository) == commit + "\n")
    }

    @Test func bytesThatAreNotTheApprovedOnesStay() throws {
        let failure = #expect(throws: Failure.self) { try export(["a.md": "A"], tampered: true) }
        #expect(failure?.code == .digestMismatch)
        #expect(try folder.git(["branch", "--list"], in: repository) == "")
    }

    /// The repository's own settings and hooks would run programs of whoever can write to it.
    @Test func nothingOfTheRepositoryRuns() throws {
        let mark = folder.path + "/mark"
        for hook in ["reference-transaction", "post-update", "update", "pre-receive", "post-index-change"] {
            let path = "\(repository)/hooks/\(hook)"
            try Data("#!/bin/sh\ntouch \(mark)\n".utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        try folder.git(["config", "core.fsmonitor", "touch \(mark)"], in: repository)
        try folder.git(["config", "core.hooksPath", "\(repository)/hooks"], in: repository)
        try folder.git(["config", "filter.x.clean", "touch \(mark)"], in: repository)
        try Data("* filter=x\n".utf8).write(to: URL(filePath: "\(repository)/info/attributes"))
        _ = try export(["a.md": "A"])
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test(arguments: [".git/config", "a/.git/hooks/x", ".GIT/x", "git~1/x", "../x", "/x", "a/../b"])
    func aNameThatAWorkTreeMustNotGetIsRefused(path: String) throws {
        #expect(throws: Failure.self) { try export([path: "x", "ok.md": "x"]) }
        #expect(try folder.git(["branch", "--list"], in: repository) == "")
    }

    @Test func filesThatCannotBeTogetherAreRefused() throws {
        #expect(throws: Failure.self) { try export(["a": "x", "a/b": "y"]) }
    }

    @Test func aWorkTreeRepositoryGetsTheBranchAndKeepsItsFiles() throws {
        let work = folder.path + "/work"
        try folder.git(["init", "--quiet", work])
        _ = try export(["a.md": "A"], repository: "file://\(work)")
        #expect(try folder.git(["show", "release:a.md"], in: work) == "A")
        #expect(!FileManager.default.fileExists(atPath: work + "/a.md"))
    }

    @Test func aLinkLeadsNowhereElse() throws {
        let outside = try TemporaryFolder()
        let target = try outside.repository()
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.git", withDestinationPath: target)
        let failure = #expect(throws: Failure.self) { try export(["a": "x"], repository: folder.path + "/link.git") }
        #expect(failure?.code == .notAllowed)
        // Named by the operator, a link is as good as its target.
        _ = try export(["a": "x"], repository: target, allowed: [folder.path + "/link.git"])
    }

    /// git itself says which names are right.
    @Test(arguments: [
        "release/1.4", "a", "-a", "a..b", "a/.b", "a.lock", "a.lock/b", "a/", "/a", "a//b", "a b", "a~b", "a^b", "a:b",
        "a?b",
        "a*b", "a[b", "a\\b", "a.", "a@{b", "a@b", "été", "a\u{7F}b", "HEAD", "", "a\tb", "refs/heads/x", "a-",
    ])
    func namesOfBranchesAreJudgedAsGitDoes(name: String) throws {
        let process = Subprocess(
            "git", ["check-ref-format", "--branch", name], environment: ["PATH": "/usr/bin:/bin", "HOME": "/"],
            directory: "/")
        #expect(try (GitBranchName.problem(name) == nil) == process.run().isSuccess)
    }
}
