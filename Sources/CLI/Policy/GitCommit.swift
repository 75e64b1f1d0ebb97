import Platform

/// Which commit a folder stands for. Bundles in git are the source: whoever looks at an enacted bundle finds it there.
enum GitCommit {
    /// Nil, and said, when the folder is in no work tree or holds what nobody has committed.
    static func of(_ folder: String, _ invocation: Invocation) throws -> String? {
        guard let head = git(["rev-parse", "HEAD"], folder) else { return nil }
        guard let changes = git(["status", "--porcelain", "--", "."], folder), changes.isEmpty else {
            invocation.say("The folder holds what is not committed, so no commit is recorded.")
            return nil
        }
        return head
    }

    private static func git(_ arguments: [String], _ folder: String) -> String? {
        let process = Subprocess(
            "git", ["-c", "core.fsmonitor=false"] + arguments,
            environment: Subprocess.inherited(["PATH", "HOME"]), directory: folder, deadlineSeconds: 10)
        guard let outcome = try? process.run(), outcome.end == .exited(0) else { return nil }
        return String(outcome.output.text.prefix { $0 != "\n" })
    }
}
