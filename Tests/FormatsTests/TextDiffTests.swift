import Domain
import Formats
import Testing

@Suite struct TextDiffTests {
    private func unified(_ old: String, _ new: String, context: Int = 3) throws -> String {
        try TextDiff.unified(old: Array(old.utf8), new: Array(new.utf8), path: "f", contextLines: context)
    }

    /// As `diff -u` writes it.
    @Test(arguments: [
        ("a\n", "a\n", ""), ("", "a\n", "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n"),
        ("a\n", "", "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n"),
        ("a\nb\nc\n", "a\nB\nc\n", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"),
        ("a", "a\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("a\nb", "c\nb", "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"),
        ("a\r\n", "a\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\r\n+a\n"),
        ("\0\n", "\0x\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-\0\n+\0x\n"),
    ])
    func unifiedText(old: String, new: String, diff: String) throws {
        #expect(try Array(unified(old, new).utf8) == Array(diff.utf8))
    }

    @Test func linesHaveTheirNumbers() throws {
        let diff = try TextDiff.compare(
            old: Array("a\nb\nc\nd\n".utf8), new: Array("a\nc\nx\nd\n".utf8), path: "f", contextLines: 0)
        #expect(
            diff.hunks.flatMap(\.lines).map { "\($0.kind) \($0.oldLine ?? 0) \($0.newLine ?? 0)" } == [
                "deleted 2 0", "added 0 3",
            ])
        #expect(
            diff.hunks.map { [$0.oldStart, $0.oldCount, $0.newStart, $0.newCount] } == [[2, 1, 1, 0], [3, 0, 3, 1]])
    }

    /// Deleting what was deleted and adding what was added gives the new text, for any two texts.
    @Test func aDiffIsComplete() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let old = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                "\(Int.random(in: 0...4, using: &random))\n"
            }
            let new = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                "\(Int.random(in: 0...4, using: &random))\n"
            }
            let diff = try TextDiff.compare(
                old: Array(old.joined().utf8), new: Array(new.joined().utf8), path: "f", contextLines: 1_000)
            let lines = diff.hunks.flatMap(\.lines)
            if old == new {
                #expect(lines.isEmpty)
            } else {
                #expect(lines.filter { $0.kind != .added }.map(\.text) == old)
                #expect(lines.filter { $0.kind != .deleted }.map(\.text) == new)
            }
        }
    }

    @Test func tooLargeIsRefused() {
        let large = [UInt8](repeating: 10, count: TextDiff.limitBytes + 1)
        #expect(throws: Failure.self) { try TextDiff.compare(old: large, new: [], path: "f") }
    }
}
