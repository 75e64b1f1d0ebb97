import Domain
import Formats
import Testing

@Suite struct LibraryLayoutTests {
    private func entry(_ name: String, _ area: String = "engineering", _ number: Int = 1) -> LibraryLayout.Entry {
        LibraryLayout.Entry(template: name, area: area, number: number, digest: Digest.of("\(name) \(number)"))
    }

    private func version(_ layout: LibraryLayout, _ area: String) throws -> String? {
        let path = "plugins/\(area)/.claude-plugin/plugin.json"
        return try layout.manifests[path].flatMap { try JSON(bytes: $0)["version"]?.string }
    }

    @Test func aPluginsVersionCountsWhatHappenedInItsArea() throws {
        var layout = LibraryLayout(team: "north", form: .marketplace)
        layout.publish(entry("a"))
        layout.publish(entry("b", "support"))
        let old = layout.publish(entry("a", "engineering", 2))
        #expect(old?.number == 1)
        #expect(try version(layout, "engineering") == "1.2.0")
        #expect(try version(layout, "support") == "1.1.0")
        layout.publish(entry("a", "support", 3))
        #expect(try version(layout, "engineering") == nil, "an area without a template is no plugin")
        #expect(try version(layout, "support") == "1.2.0")
        #expect(layout.entries.map(\.template) == ["a", "b"])
    }

    @Test func pinsNameVersionAndDigest() throws {
        var layout = LibraryLayout(team: "north", form: .skills)
        layout.publish(entry("a"))
        #expect(Array(layout.manifests.keys) == ["countersign.json"])
        #expect(
            try JSON(bytes: layout.manifests["countersign.json"] ?? []) == [
                "team": "north",
                "templates": [
                    "a": [
                        "area": "engineering", "version": 1, "digest": .string(Digest.of("a 1").description),
                        "folder": "a",
                    ]
                ],
            ])
    }
}
