import Domain
import FoundationEssentials
import Glibc
import Platform

/// Puts the approved files of an output, and nothing else, on a new branch of a repository on this host, as one commit
/// without a parent. A branch that is there is never moved: if it holds the same tree, it was done before; otherwise it
/// fails.
///
/// Objects are written one by one and the branch is made last, so that what goes wrong before leaves nothing that
/// anybody sees.
package struct GitBranchExecutor: Executor {
    package let deadlineSeconds = 120
    package let exportsOutput = true
    private let repositories: [String]

    package init(repositories: [String]) { self.repositories = repositories }

    package func objection(to arguments: JSON) -> String? {
        do {
            _ = try place(arguments)
            return nil
        } catch {
            return (error as? Failure)?.message ?? "\(error)"
        }
    }

    package func execute(_ order: EffectOrder) throws -> EffectReport {
        let (folder, branch) = try place(order.arguments)
        guard let output = order.output else { throw Failure(.notApproved, "there is no approved output to export") }
        let git = GitCommand(folder: folder, deadlineSeconds: deadlineSeconds)
        let tree = try write(output, git)
        let reference = "refs/heads/\(branch)"
        if try git.answer(["rev-parse", "--verify", "--quiet", "\(reference)^{tree}"]) == tree {
            let commit = try git.run(["rev-parse", "--verify", reference])
            return report(folder, branch, commit: commit, tree: tree, wasThere: true)
        }
        let commit = try git.run(
            ["commit-tree", tree, "-F", "-"], input: Array(message(order, output).utf8), at: order.decidedAt)
        // The empty old value: the branch must not exist.
        try git.run(["update-ref", reference, commit, ""])
        return report(folder, branch, commit: commit, tree: tree, wasThere: false)
    }

    private func report(
        _ folder: String, _ branch: String, commit: String, tree: String, wasThere: Bool
    ) -> EffectReport {
        EffectReport(
            ending: .finished,
            result: [
                "repository": .string(folder), "branch": .string(branch), "commit": .string(commit),
                "tree": .string(tree), "was_there": .bool(wasThere),
            ])
    }

    /// The tree of exactly these files. git checks their names itself, and refuses what no work tree should get.
    private func write(_ output: EffectOrder.Output, _ git: GitCommand) throws -> String {
        let index = try TemporaryIndex()
        defer { index.remove() }
        var entries: [UInt8] = []
        for file in output.files {
            let bytes = try output.read(file.digest)
            guard Digest.of(bytes) == file.digest else {
                throw Failure(.digestMismatch, "the stored bytes of \(file.path) are not those that were approved")
            }
            let blob = try git.run(["hash-object", "-w", "--no-filters", "--stdin"], input: bytes)
            entries += Array("100644 \(blob)\t\(file.path)".utf8) + [0]
        }
        try git.run(["update-index", "-z", "--index-info"], input: entries, index: index.path)
        let listed = try git.run(["ls-files", "-z"], index: index.path).split(separator: "\0").count
        guard listed == output.files.count else {
            throw Failure(
                .invalidOutput, "git took \(listed) of \(output.files.count) files; their names do not fit together")
        }
        return try git.run(["write-tree"], index: index.path)
    }

    private func message(_ order: EffectOrder, _ output: EffectOrder.Output) -> String {
        let given = order.arguments["message"]?.string ?? "Release \(output.id) version \(output.version)"
        let trailers =
            [
                "Countersign-Request: \(order.requestID)", "Countersign-Request-Digest: \(order.digest)",
                "Countersign-Output: \(output.id) version \(output.version)",
                "Countersign-Content-Digest: \(output.contentDigest)",
            ] + order.signers.map { "Countersigned-By: \($0)" }
        return given + "\n\n" + trailers.joined(separator: "\n") + "\n"
    }

    /// The repository and branch that the arguments name, if this executor may write there.
    private func place(_ arguments: JSON) throws -> (folder: String, branch: String) {
        guard let named = arguments["repository"]?.string, let branch = arguments["branch"]?.string else {
            throw Failure(.invalidInput, "the arguments must name a repository and a branch")
        }
        if let problem = GitBranchName.problem(branch) { throw Failure(.invalidInput, "\(problem): \(branch)") }
        let path = named.hasPrefix("file://") ? String(named.dropFirst(7)) : named
        guard path.hasPrefix("/") else {
            throw Failure(.invalidInput, "the repository must be an absolute path or a file URL on this host: \(named)")
        }
        let isAllowed = { (real: String) in
            repositories.contains {
                Glob($0).matches(real) || Self.resolved($0).map { Array($0.utf8) } == Array(real.utf8)
            }
        }
        guard let real = Self.resolved(path), isAllowed(real) else {
            throw Failure(
                .notAllowed, "this executor may not write to \(named); the server's file of executors says where")
        }
        return (try Self.gitFolder(real), branch)
    }

    /// A bare repository, or the `.git` folder of one with a work tree.
    private static func gitFolder(_ real: String) throws -> String {
        for folder in [real, real + "/.git"] {
            guard access(folder + "/HEAD", R_OK) == 0, access(folder + "/objects", X_OK) == 0,
                resolved(folder).map({ Array($0.utf8) }) == Array(folder.utf8)
            else { continue }
            return folder
        }
        throw Failure(.invalidInput, "\(real) is not a git repository")
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
