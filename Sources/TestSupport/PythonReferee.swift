import Domain
import FoundationEssentials
import Glibc
import Platform

/// A program by others that judges ours: a package from PyPI in a virtual environment of its own, which is made once and kept
/// in the temporary folder of this machine.
package struct PythonReferee {
    private static let outputLimitBytes = 64 << 20

    package let folder: String
    private let environment: [String: String]

    private var python: String { folder + "/bin/python" }

    /// Nil where PyPI cannot be reached: then it says aloud which test judged nothing.
    package init?(_ package: String, for test: String) throws {
        folder = FileManager.default.temporaryDirectory.path + "/countersign-referee-\(package)"
        environment = Subprocess.inherited([
            "PATH", "HOME", "http_proxy", "https_proxy", "PIP_INDEX_URL", "PIP_CONFIG_FILE",
        ])
        // Tests that ask for the same package at once wait for the one that makes its environment.
        let lock = open(folder + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else { throw Failure(.internalError, "cannot lock \(folder).lock") }
        let mark = folder + "/is-complete"
        if FileManager.default.fileExists(atPath: mark) { return }
        let pip = [
            "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "5", "--retries", "1",
            package,
        ]
        guard try run("python3", ["-m", "venv", folder]).isSuccess, try run(python, pip).isSuccess else {
            print("SKIPPED \(test): no \(package) from PyPI here (python3 -m venv, pip install \(package))")
            return nil
        }
        try Data().write(to: URL(filePath: mark))
    }

    /// The path of a program that came with the package; nil if there is none.
    package func program(_ name: String) -> String? {
        ["\(folder)/bin/\(name)"].first(where: FileManager.default.isExecutableFile)
    }

    /// What the program says to the questions: it finds them as JSON in the file that is its argument, and prints one line
    /// of JSON for each.
    package func answers<Answer: Decodable>(
        of program: String, to questions: some Encodable, as type: Answer.Type = Answer.self
    ) throws -> [Answer] {
        let file = "\(folder)/questions-\(Hex.encode(SecureRandom.bytes(6))).json"
        try JSONEncoder().encode(questions).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let outcome = try run(python, ["-c", program, file])
        guard outcome.isSuccess else { throw Failure(.internalError, "the referee failed: \(outcome.errors.text)") }
        return try outcome.output.text.split(separator: "\n").map {
            try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
        }
    }

    private func run(_ program: String, _ arguments: [String]) throws -> Outcome {
        var process = Subprocess(program, arguments, environment: environment, deadlineSeconds: 300)
        process.output = .capture(limitBytes: Self.outputLimitBytes)
        return try process.run()
    }
}
