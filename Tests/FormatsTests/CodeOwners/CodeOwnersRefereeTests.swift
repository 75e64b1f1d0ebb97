import Domain
import Formats
import Foundation
import Testing

/// PyPI's `codeowners`, by others, as a referee: which line of generated files decides about generated paths. It does not
/// know exclusions nor one answer for each section, and reads a space in a path as folders, so there are none here.
@Suite struct CodeOwnersRefereeTests {
    private static let files = 400
    private static let paths = [
        "a", "a.md", "docs/a.md", "docs/b/a.md", "docs/b/c/d.txt", "b/docs/a.md", "c/a.md", "b", "docs", "c/d/e/f.md",
    ]

    @Test func theSameLineDecides() throws {
        guard let python = try Self.python() else {
            print(
                "SKIPPED CodeOwnersRefereeTests.theSameLineDecides: no codeowners from PyPI here (python3 -m venv, pip)"
            )
            return
        }
        var random = SplitMix(state: 7)
        let texts = (0..<Self.files).map { _ in Self.text(&random) }
        let answers = try Self.ask(python, texts)
        try #require(answers.count == texts.count)
        var decided = 0
        for (text, lines) in zip(texts, answers) {
            let (owners, errors) = CodeOwners.parse(Array(text.utf8), path: "OWNERS")
            #expect(errors == [])
            let ours = Self.paths.map { path -> Int? in
                switch owners.sections.first?.ownership(of: .path(path)) {
                case .owned(_, let place)?, .unowned(let place)?: place.line
                default: nil
                }
            }
            decided += ours.count { $0 != nil }
            #expect(ours == lines, "\(text)")
        }
        #expect(decided > Self.files)
    }

    private static func text(_ random: inout SplitMix) -> String {
        let parts = ["a", "b", "docs", "*", "**", "*.md", "d.txt", "?", "x\\ y", "c"]
        let owners = ["@ann", "@bob eve@example.com", ""]
        let lines = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            var names = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                parts[Int.random(in: 0..<parts.count, using: &random)]
            }
            // A folder pattern `**/` is read apart: here it may only stand in the middle.
            if names.first == "**" { names[0] = "docs" }
            if names.last == "**" { names[names.count - 1] = "*" }
            let slash = ["", "/"]
            return slash[Int.random(in: 0...1, using: &random)] + names.joined(separator: "/")
                + slash[Int.random(in: 0...1, using: &random)] + " "
                + owners[Int.random(in: 0..<owners.count, using: &random)]
        }
        return lines.joined(separator: "\n")
    }

    private static let program = """
        import json, sys, codeowners
        paths, texts = json.load(open(sys.argv[1]))
        for text in texts:
            read = codeowners.CodeOwners(text)
            print(json.dumps([read.matching_line(path)[1] for path in paths]))
        """

    private static func ask(_ python: String, _ texts: [String]) throws -> [[Int?]] {
        let file = FileManager.default.temporaryDirectory.appending(path: "owners-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try JSONEncoder().encode([paths, texts]).write(to: file)
        let (status, output) = try run(python, ["-c", program, file.path])
        #expect(status == 0)
        return try output.split(separator: "\n").map { try JSONDecoder().decode([Int?].self, from: Data($0.utf8)) }
    }

    /// Made once and kept in the temporary folder of this machine. Nil where PyPI cannot be reached.
    private static func python() throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "countersign-referee-codeowners").path
        let python = folder + "/bin/python"
        if try run(python, ["-c", "import codeowners"]).status == 0 { return python }
        guard try run("/usr/bin/env", ["python3", "-m", "venv", folder]).status == 0 else { return nil }
        let pip = [
            "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "5", "--retries", "1",
            "codeowners",
        ]
        guard try run("/usr/bin/env", ["timeout", "60", python] + pip).status == 0 else { return nil }
        return try run(python, ["-c", "import codeowners"]).status == 0 ? python : nil
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        guard FileManager.default.isExecutableFile(atPath: program) else { return (127, "") }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
