import Domain
import Formats
import Testing

@Suite struct YAMLTests {
    private func parse(_ text: String, limits: YAMLLimits = YAMLLimits()) throws(Problem) -> YAMLNode {
        try YAML.parse(Array(text.utf8), file: "a.yaml", limits: limits)
    }

    private func problem(_ text: String, limits: YAMLLimits = YAMLLimits()) -> String? {
        do throws(Problem) {
            _ = try parse(text, limits: limits)
            return nil
        } catch {
            return error.text
        }
    }

    /// Examples 10.2 to 10.9 of the YAML 1.2.2 specification, and the words that YAML 1.1 read as something else.
    @Test(arguments: [
        ("null", JSON.null), ("~", nil), ("", nil), ("true", true), ("False", false), ("TRUE", true),
        ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("tRUE", "tRUE"), ("0", 0), ("-19", -19), ("+12", 12),
        ("0o7", 7), ("0o8", "0o8"), ("0x3A", 58), ("-0x3A", "-0x3A"), ("010", 10), ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0.", 0.0), ("-0.0", -0.0), (".5", 0.5), ("+12e03", 12000.0), ("-2E+05", -200000.0), (".", "."), ("-", "-"),
        ("1.2.3", "1.2.3"), ("e5", "e5"), ("1e", "1e"), ("+", "+"), ("2001-12-14", "2001-12-14"), ("=", "="),
        ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9223372036854775808)),
        ("'12'", "12"), ("\"null\"", "null"), ("!!str 12", "12"), ("|\n  12\n", "12\n"),
    ])
    func plainScalars(text: String, value: JSON) throws {
        // `-` alone is a list with nothing in it; as a value it is text only when quoted.
        if text == "-" { return #expect(try parse("k: '-'").json == ["k": "-"]) }
        #expect(try parse("k: \(text)\n").json == ["k": value])
    }

    @Test func everyNodeKnowsItsPlace() throws {
        let root = try parse("# head\nname: x\nlist:\n  - é: 1\n    b: [two, {c: 3}]\n")
        let list = try #require(root["list"]?.sequence?.first)
        #expect([root.line, root.column, list.line, list.column] == [2, 1, 4, 5])
        let inner = try #require(list["b"]?.sequence?[1]["c"])
        #expect([inner.line, inner.column] == [5, 18])
        #expect(list.mapping?.map(\.name) == ["é", "b"])
        #expect(root.json == ["name": "x", "list": [["é": 1, "b": ["two", ["c": 3]]]]])
        let shifted = try YAML.parse(Array("a: b".utf8), file: "SKILL.md", firstLine: 3)
        #expect(shifted["a"]?.line == 3)
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3:1: the key a is already given in line 1"),
        ("e\u{301}: 1\n\u{e9}: 2\n", "a.yaml:2:1: the key é is already given in line 1"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1: a second document starts here; a file holds exactly one"),
        ("", "a.yaml:1:1: the file is empty"),
        ("# only this\n", "a.yaml:2:1: the file is empty"),
        ("a: &x 1\nb: *x\n", "a.yaml:1:4: anchors (&name) are not supported: write the value out"),
        ("b: *x\n", "a.yaml:1:4: aliases (*name) are not supported: write the value out"),
        ("a: !thing 1\n", "a.yaml:1:4: the tag !thing is not supported: leave it out"),
        ("a: .nan\n", "a.yaml:1:4: .nan is not a finite number; quote it if text is meant"),
        ("a: 1e999\n", "a.yaml:1:4: 1e999 is not a finite number; quote it if text is meant"),
        ("[a]: 1\n", "a.yaml:1:1: a key must be a single word or text"),
        (
            "a: [1, 2\nb: 3\n",
            "a.yaml:2:2: did not find expected ',' or ']' (while parsing a flow sequence); close the list with ], or put a text that begins with [ in quotation marks"
        ),
        (
            "a: Cleans a CSV: removes\n",
            "a.yaml:1:16: mapping values are not allowed in this context; a text in which a space follows a colon must stand in quotation marks, and the keys of one mapping in one column"
        ),
        (
            "a: @b\n",
            "a.yaml:1:4: found character that cannot start any token (while scanning for the next token); put a text that begins with this character in quotation marks"
        ),
        (
            "a: \"b\" c\n",
            "a.yaml:1:8: did not find expected key (while parsing a block mapping); put the whole text in quotation marks, one that holds some in others, and begin the keys of one mapping in one column"
        ),
        (
            "a: *\n",
            "a.yaml:1:5: did not find expected alphabetic or numeric character (while scanning an alias); put a text that begins with * or & in quotation marks"
        ),
        (
            "a: 1\n\tb: 2\n",
            "a.yaml:2:1: a tab; YAML is indented with spaces"
        ),
        ("é:\n  b: 1\n\tc: 2\n", "a.yaml:3:1: a tab; YAML is indented with spaces"),
        ("a: 1\nb: \"two\nc: 3\n", "a.yaml:2:4: the quotation that begins here is not closed"),
        ("a: 'one\n", "a.yaml:1:4: the quotation that begins here is not closed"),
        ("a: \"\u{7}\"\n", "a.yaml:1:5: control characters are not allowed"),
    ])
    func refusals(text: String, message: String) {
        #expect(problem(text)?.replacing("e\u{301}", with: "é") == message)
    }

    @Test func invalidUTF8IsRefusedWhereItStands() {
        let bytes = Array("a: é\nb: x".utf8) + [0xC3, 0x28]
        #expect(throws: Problem(file: "a.yaml", line: 2, column: 5, message: "not valid UTF-8")) {
            try YAML.parse(bytes, file: "a.yaml")
        }
    }

    @Test func limitsHoldAtTheLimitAndOneOver() {
        var limits = YAMLLimits()
        limits.inputBytes = 10
        limits.depth = 3
        limits.nodes = 4
        #expect(problem("[1234567 ]", limits: limits) == nil)
        #expect(problem("[12345678 ]", limits: limits) == "a.yaml:1:1: the file has 11 bytes; at most 10 are read")
        #expect(problem("[[1]]", limits: limits) == nil)
        #expect(problem("[[[1]]]", limits: limits) == "a.yaml:1:4: nested deeper than 3 levels")
        #expect(problem("[1, 2, 3]", limits: limits) == nil)
        #expect(problem("[1,2,3,4]", limits: limits) == "a.yaml:1:8: more than 4 values")
    }

    /// What has stalled or exhausted YAML readers; each is refused at once.
    @Test(arguments: ["[", "{", "{a: ", "? ", "- ", "[{", "!", "&a ", "a: b: ", "%TAG ! x\n", "\"\\x41", "a: [\n"])
    func floods(piece: String) {
        let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
        let clock = ContinuousClock()
        let took = clock.measure { #expect(problem(text) != nil) }
        #expect(took < .seconds(10))
    }
}
