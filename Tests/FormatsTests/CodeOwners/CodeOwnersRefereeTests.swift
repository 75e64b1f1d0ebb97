import Domain
import Formats
import TestSupport
import Testing

/// PyPI's `codeowners`, by others, as a referee: which line of generated files decides about generated paths. It does not
/// know exclusions nor one answer for each section, and reads a space in a path as folders, so there are none here.
@Suite struct CodeOwnersRefereeTests {
    private static let files = 400
    private static let paths = [
        "a", "a.md", "docs/a.md", "docs/b/a.md", "docs/b/c/d.txt", "b/docs/a.md", "c/a.md", "b", "docs", "c/d/e/f.md",
    ]

    @Test func theSameLineDecides() throws {
        guard let referee = try PythonReferee("codeowners", for: "CodeOwnersRefereeTests.theSameLineDecides") else {
            return
        }
        var random = SplitMix(state: 7)
        let texts = (0..<Self.files).map { _ in Self.text(&random) }
        let answers: [[Int?]] = try referee.answers(of: Self.program, to: [Self.paths, texts])
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
