import Domain
import Formats
import Testing

@Suite struct TemplateDiffTests {
    private func template(_ files: FileSet) throws -> TaskTemplate {
        try #require(TemplateReader.read(folder: SampleTemplate.folder, files: files).template)
    }

    @Test func theSameVersionsDoNotDiffer() throws {
        let files = SampleTemplate.files()
        #expect(try TemplateDiff.changes(from: template(files), to: template(files)) == [])
        #expect(try TemplateDiff.files(from: files, to: files) == "")
    }

    @Test func changesAreSaidByMeaning() throws {
        let task = SampleTemplate.task
            .replacing("required: [since]", with: "required: [since, until]")
            .replacing("    evidence: A hash per line.", with: "    evidence: A hash or tag per line.")
            .replacing("  - Do not invent changes.\n", with: "")
            .replacing("actions: [publish-branch]", with: "actions: [publish-branch, send-mail]")
            .replacing("risk: shared", with: "risk: sensitive")
            .replacing("{path: notes.md, kind: document,", with: "{path: notes.txt, kind: document,")
            .replacing("timeout_minutes: 30", with: "timeout_minutes: 60").replacing("mode: dispatch\n", with: "")
        let changed = SampleTemplate.files(task: task)
        let changes = try TemplateDiff.changes(from: template(SampleTemplate.files()), to: template(changed))
        #expect(
            changes.map(\.sentence) == [
                #"inputs until changed: optional, {"type":"string"} → required, {"type":"string"}"#,
                "success_criteria sources-named changed: Each line names its commit. (evidence: A hash per line.) → "
                    + "Each line names its commit. (evidence: A hash or tag per line.)",
                "constraints Do not invent changes. removed: Do not invent changes.",
                "output notes.md removed: document, required, For readers.",
                "output notes.txt added: document, required, For readers.",
                "actions send-mail added: send-mail", "risk changed: shared → sensitive", "mode removed: dispatch",
                "timeout changed: 30 minutes → 60 minutes",
            ])
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
