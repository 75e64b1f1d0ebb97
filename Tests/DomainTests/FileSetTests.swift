import Domain
import Testing

@Suite struct FileSetTests {
    @Test(
        arguments: [
            ("notes.md", nil), ("a/b/c.txt", nil), ("Grüße.md", nil), ("..a/b..", nil), (".github/x", nil),
            ("", "is empty"),
            ("/etc/passwd", "is absolute; write it relative to the folder"), ("../x", "contains `.` or `..`"),
            ("a/../b", "contains `.` or `..`"), ("./a", "contains `.` or `..`"), ("a//b", "has an empty part"),
            ("a/", "has an empty part"), ("a\\b", "contains `\\`; use `/`"),
            ("a\nb", "contains hidden or control characters"),
            ("a\u{200B}", "contains hidden or control characters"), ("a\0b", "contains hidden or control characters"),
            ("e\u{301}.md", "is not in Unicode normalization form C"),
            ("\u{212B}", "is not in Unicode normalization form C"),
            (".GIT/hooks/x", "leads into `.git`"), (String(repeating: "a", count: 240), nil),
            (String(repeating: "a", count: 241), "is longer than 240 bytes"),
        ] as [(String, String?)])
    func paths(path: String, reason: String?) {
        #expect(FileSet.unsafety(ofPath: path) == reason)
    }

    @Test func limitsAtTheLimitAndOneBeyond() {
        func set(_ count: Int, bytes: Int) -> FileSet {
            FileSet(
                Dictionary(
                    (0..<count).map { ("f\($0)", [UInt8](repeating: 0, count: bytes)) }, uniquingKeysWith: { $1 }))
        }
        #expect(set(200, bytes: 1).problems().isEmpty)
        #expect(set(201, bytes: 1).problems().map(\.file) == ["."])
        #expect(set(8, bytes: 1 << 20).problems().isEmpty)
        #expect(set(1, bytes: 1 << 20 + 1).problems().map(\.file) == ["f0"])
        #expect(set(9, bytes: 1 << 20).problems().map(\.file) == ["."])
        #expect(
            FileSet(["a": []]).problems(symbolicLinks: ["b"]).map(\.text) == [
                "b:1:1: a symbolic link; put the file itself here"
            ])
    }

    @Test func theDigestCoversPathsAndBytes() {
        let base = FileSet(["a": [1], "b": [2]])
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(FileSet(["x": []]).digest == Digest.of("{\"x\":\"sha256:\(empty)\"}"))
        #expect(base.digest == FileSet(["b": [2], "a": [1]]).digest)
        #expect(base.digest != FileSet(["a": [2], "b": [1]]).digest)
        #expect(base.digest != FileSet(["a": [1], "c": [2]]).digest)
    }
}
