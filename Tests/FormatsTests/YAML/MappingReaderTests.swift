import Domain
import Formats
import Testing

@Suite struct MappingReaderTests {
    @Test func everyProblemIsReportedWithItsPlace() throws {
        let text = """
            naem: x
            count: 11
            on: yes
            risk: shard
            modes: [cowork, alone]
            tags: [a, 1, ""]
            steps: none
            nested: [1]
            """
        let collector = ProblemCollector(file: "f.yaml")
        let node = try YAML.parse(Array(text.utf8), file: "f.yaml")
        let keys = ["name", "count", "on", "risk", "modes", "tags", "steps", "nested", "empty"]
        let reader = try #require(MappingReader(node, "a thing", keys: keys, problems: collector))
        #expect(reader.string("name") == nil)
        #expect(reader.integer("count", in: 1...10) == nil)
        #expect(reader.bool("on") == nil)
        #expect(reader.word("risk", of: Risk.self) == nil)
        #expect(reader.words("modes", of: Mode.self) == [.cowork])
        #expect(reader.strings("tags") == ["a"])
        #expect(reader.items("steps") == nil)
        #expect(reader.mapping("nested", "a nest", keys: ["x"]) == nil)
        #expect(reader.optionalString("empty") == nil)
        #expect(
            collector.problems.map(\.text) == [
                "f.yaml:1:1: unknown key naem in a thing (did you mean name?)",
                "f.yaml:1:1: name is missing in a thing",
                "f.yaml:2:8: count must be from 1 to 10; this is 11",
                "f.yaml:3:5: on must be true or false; this is the text \"yes\" (did you mean true?)",
                "f.yaml:4:7: risk must be one of routine, shared, sensitive, irreversible; this is shard "
                    + "(did you mean shared?)",
                "f.yaml:5:17: modes must be one of cowork, dispatch; this is alone",
                "f.yaml:6:11: tags must be text; this is the number 1 (did you mean \"1\"?)",
                "f.yaml:6:14: tags must not be empty",
                "f.yaml:7:8: steps must be a list; this is the text \"none\"",
                "f.yaml:8:9: a nest must be a mapping of x; this is a list",
            ])
    }

    /// In quotation marks a number is text, and still no risk, no time, no name.
    @Test(arguments: [("7", nil), ("true", nil), ("", nil), ("rutine", "routine")] as [(String, String?)])
    func onlyWhatWouldBeTakenIsProposed(value: String, suggestion: String?) throws {
        let collector = ProblemCollector(file: "f.yaml")
        let node = try YAML.parse(Array("risk: \(value)\nname: \(value)\n".utf8), file: "f.yaml")
        let reader = try #require(MappingReader(node, "a thing", keys: ["risk", "name"], problems: collector))
        #expect(reader.word("risk", of: Risk.self) == nil)
        _ = reader.string("name") { _ in false }
        #expect(collector.problems.compactMap(\.suggestion) == [suggestion].compactMap { $0 })
    }

    @Test func aListIsNotAMapping() throws {
        let collector = ProblemCollector(file: "f.yaml")
        let node = try YAML.parse(Array("- a".utf8), file: "f.yaml")
        #expect(MappingReader(node, "the file", keys: ["a", "b"], problems: collector) == nil)
        #expect(collector.problems.map(\.text) == ["f.yaml:1:1: the file must be a mapping of a, b; this is a list"])
    }
}
