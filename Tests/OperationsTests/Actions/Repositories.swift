import Domain
import Platform
import Testing

extension TemporaryFolder {
    /// A new bare repository in this folder; answers its path.
    func repository(_ name: String = "notes.git") throws -> String {
        let path = "\(self.path)/\(name)"
        _ = try git(["init", "--quiet", "--bare", path])
        return path
    }

    /// What git says, as anybody would ask it.
    @discardableResult
    func git(_ arguments: [String], in repository: String? = nil, input: String = "") throws -> String {
        var process = Subprocess(
            "git", (repository.map { ["-C", $0] } ?? []) + arguments,
            environment: [
                "PATH": "/usr/bin:/bin", "HOME": path, "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
                "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
            ])
        process.input = .bytes(Array(input.utf8))
        let outcome = try process.run()
        try #require(outcome.isSuccess, "git \(arguments): \(outcome.errors.text)")
        return outcome.output.text
    }
}
