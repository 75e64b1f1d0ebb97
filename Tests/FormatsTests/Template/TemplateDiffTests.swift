import Domain
import Formats
import Testing

@Suite struct TemplateDiffTests {
    @Test func theSameVersionsDoNotDiffer() throws {
        let files = SampleTemplate.files()
        #expect(try TemplateDiff.files(from: files, to: files) == "")
    }

    @Test func filesDifferByLines() throws {
        let old = FileSet(["a": Array("1\n".utf8), "same": [65], "b": [0]])
        let new = FileSet(["a": Array("2\n".utf8), "same": [65], "c": Array("3\n".utf8)])
        #expect(
            try TemplateDiff.files(from: old, to: new)
                == "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+2\nBinary file b differs\n--- a/c\n+++ b/c\n@@ -0,0 +1 @@\n+3\n"
        )
    }
}
