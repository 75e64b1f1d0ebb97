import Domain
import Testing

@testable import Formats

/// Skills as nobody should write them, and somebody does.
@Suite struct OddSkillTests {
    private func read(_ files: [String: String]) -> ImportReport {
        var collection = Collection(name: "things")
        collection.files = files.mapValues { Array($0.utf8) }
        return CollectionReader.read(collection, area: "imported")
    }

    /// The task.yaml that an import adds counts, too, and is named.
    @Test(arguments: [
        (199, nil), (200, "200 files, and task.yaml makes 201"), (250, "250 files, and task.yaml makes 251"),
    ])
    func asManyFilesAsATemplateHas(count: Int, refused: String?) {
        var files = ["pdf/SKILL.md": "---\nname: pdf\ndescription: Reads PDF.\n---\nRead.\n"]
        for number in 1..<count { files["pdf/references/\(number).md"] = "A." }
        let report = read(files)
        #expect(report.drafts.map(\.files.files.count) == (refused == nil ? [200] : []))
        #expect(
            report.refusals.flatMap(\.problems).map(\.text)
                == (refused.map { ["pdf/SKILL.md:1:1: \($0), more than the 200 that a folder may have"] } ?? []))
        #expect(report.refusals.flatMap(\.sources).count == (refused == nil ? 0 : count))
    }

    @Test func aDescriptionThatIsAListIsRemarkedOn() throws {
        let report = read(["pdf/SKILL.md": "---\nname: pdf\ndescription: [Reads, PDF]\n---\nRead.\n"])
        #expect(
            report.drafts.first?.remarks.map(\.text) == [
                "pdf/SKILL.md:3:1: description is a list, where text is meant; it is kept as it stands"
            ])
        let own = read(["countersign.json": "{}"]).asides.first?.message
        #expect(own == "the list of versions and digests that `library export` writes")
    }

    /// YAML would read some of these names as numbers, a fence has blanks behind it, an accent stands behind its letter.
    @Test(arguments: [("123", "123"), ("null", ""), ("\"true\"", "true"), ("mu\u{308}ller", "muller")])
    func whateverItIsCalled(name: String, wanted: String) {
        let report = read(["odd/SKILL.md": "--- \nname: \(name)\ndescription: D.\n---\t\nGo.\n"])
        #expect(report.drafts.map(\.name) == (wanted.isEmpty ? [] : [wanted]), "\(report.refusals)")
    }

    /// Nobody could write it down.
    @Test func noFileIsAFolderToo() {
        let report = read([
            "pdf/SKILL.md": "---\nname: pdf\ndescription: D.\n---\nRead.\n", "pdf/task.yaml/x.md": "X.",
        ])
        let problem = report.refusals.flatMap(\.problems).first?.text
        #expect(problem == "pdf/task.yaml:1:1: a file, and a folder of other files")
    }
}
