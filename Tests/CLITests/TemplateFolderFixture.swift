import Domain
import FoundationEssentials

@testable import CLI

/// A folder of a test's own, gone with it.
final class TemplateFolderFixture: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/countersign-\(UInt64.random(in: 0 ... .max))"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    static let skill = """
        ---
        name: notes
        description: Writes release notes. Use when a version is released.
        ---

        Say what changed for users.

        """
    static let task = """
        objective: Tell users what changed between two releases.
        use_case: release-notes
        success_criteria:
          - {id: all, text: Every change is listed., evidence: Quote the last change.}
        constraints: [Change nothing.]
        output: [{path: notes.md, kind: document}]
        risk: routine
        timeout_minutes: 20

        """

    func write(_ text: String, to file: String) throws {
        let place = URL(filePath: path + "/" + file)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
    }

    func read(_ file: String) -> String? { Self.text(path + "/" + file) }

    static func text(_ path: String) -> String? {
        (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) }
    }

    func writeTemplate(task: String = task, skill: String = skill) throws {
        try write(skill, to: "engineering/notes/SKILL.md")
        try write(task, to: "engineering/notes/task.yaml")
    }

    func run(
        _ words: [String], service: StubService = StubService(), input: [String] = [], isTerminal: Bool = false,
        program: @escaping @Sendable ([String]) -> Int32 = { _ in 127 }
    ) -> Outcome {
        let environment = [
            "COUNTERSIGN_TOKEN": "secret", "COUNTERSIGN_TEAM": "demo", "TMPDIR": path, "EDITOR": "ed -s",
        ]
        return countersign(
            words, service: service, input: input, isTerminal: isTerminal, environment: environment,
            currentDirectory: path, program: program)
    }
}
