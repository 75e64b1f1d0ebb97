import Decisions
import Domain
import Testing

@Suite struct FileChangesTests {
    private static let template = MeaningDiffTests.template
    private static let files = [
        "SKILL.md": "Write.", "task.yaml": "risk: shared", "scripts/run": "#!/bin/sh", "notes.txt": "Old.",
    ]

    private func version(
        _ files: [String: String], _ executables: Set<String> = ["scripts/run"], _ template: TaskTemplate = template
    ) -> MeaningDiff.Version {
        let files = files.map { path, text in
            TemplateFile(path: path, bytes: Array(text.utf8), isExecutable: executables.contains(path))
        }
        return (template, files)
    }

    /// What is said, without the digests at the ends.
    private func said(to new: MeaningDiff.Version) -> [String] {
        MeaningDiff.changes(from: version(Self.files), to: new).map {
            $0.sentence.replacing(/, [0-9a-f]{12}/, with: "")
        }
    }

    @Test(
        arguments: [
            (
                "scripts/run", "#!/bin/dash",
                "files scripts/run changed: 9 bytes, executable → 11 bytes, executable [runs]"
            ),
            ("scripts/lib.py", "x", "files scripts/lib.py added: 1 byte [runs]"),
            ("scripts/\u{301}x", "x", "files scripts/\u{301}x added: 1 byte [runs]"),
            ("bin/x", "#!/bin/sh", "files bin/x added: 9 bytes [runs]"),
            ("notes.txt", "New.", "files notes.txt changed: 4 bytes → 4 bytes"),
            (
                "scripts/run", "#!/bin/sh\n\u{202E}",
                "files scripts/run changed: 9 bytes, executable → 13 bytes, executable, 1 hidden character from line 2 on [runs]"
            ),
            (
                "scripts/run", "\0",
                "files scripts/run changed: 9 bytes, executable → 1 byte, executable, no text [runs]"
            ),
            ("task.yaml", "risk: shared # so far", "files task.yaml changed: 12 bytes → 21 bytes"),
        ])
    func aFileThatChangedIsSaid(path: String, text: String, sentence: String) {
        #expect(said(to: version(Self.files.merging([path: text]) { $1 })) == [sentence])
    }

    @Test func oneBitIsAChange() {
        #expect(
            said(to: version(Self.files, ["scripts/run", "notes.txt"])) == [
                "files notes.txt changed: 4 bytes → 4 bytes, executable [runs]"
            ])
        #expect(
            said(to: version(Self.files, [])) == [
                "files scripts/run changed: 9 bytes, executable → 9 bytes [runs]"
            ])
    }

    @Test func aProgramThatIsRenamedGoesAndComes() {
        var files = Self.files
        files["scripts/go"] = files.removeValue(forKey: "scripts/run")
        #expect(
            said(to: version(files, ["scripts/go"])) == [
                "files scripts/go added: 9 bytes, executable [runs]",
                "files scripts/run removed: 9 bytes, executable [runs]",
            ])
    }

    /// Part by part says more than that the file is another one; nothing else is left out for it.
    @Test func whatAPartTellsIsToldOnce() {
        var template = Self.template
        template.risk = .sensitive
        let files = Self.files.merging(["task.yaml": "risk: sensitive", "SKILL.md": "Write. "]) { $1 }
        #expect(
            said(to: version(files, ["scripts/run"], template)) == [
                "risk changed: shared → sensitive", "files SKILL.md changed: 6 bytes → 7 bytes",
            ])
        #expect(said(to: version(Self.files)) == [])
    }
}
