import Domain
import Formats
import Testing

@Suite struct JSONSchemaTests {
    /// Schema, value, and what a person is told.
    @Test(arguments: [
        (#"{"properties":{"since":{"type":"string"}}}"#, #"{"since":3}"#, "`since` must be a string, found 3"),
        (#"{"required":["since"]}"#, "{}", "`since` is required"),
        (#"{"properties":{"a":{}},"additionalProperties":false}"#, #"{"b":1}"#, "`b` is not allowed"),
        (
            #"{"properties":{"c":{"items":{"required":["name"]}}}}"#, #"{"c":[{"name":1},{}]}"#,
            "`c[1].name` is required"
        ),
        (#"{"type":["string","null"]}"#, "[]", "the value must be a string or null, found []"),
        (#"{"enum":["a",1]}"#, #""b""#, #"the value must be one of "a", 1, found "b""#),
        (#"{"const":1}"#, "true", "the value must be 1, found true"),
        (#"{"exclusiveMaximum":3}"#, "3", "the value must be less than 3, found 3"),
        (#"{"minLength":1}"#, #""""#, "the value must be at least 1 character long, found 0"),
        (#"{"minLength":2}"#, #""é""#, "the value must be at least 2 characters long, found 1"),
        (#"{"pattern":"^v"}"#, #""1.0""#, #"the value must match the pattern `^v`, found "1.0""#),
        (#"{"uniqueItems":true}"#, "[1,2,1.0]", "the value must not repeat an item, but items 1 and 3 are the same"),
        (
            #"{"anyOf":[{"type":"string"},{"minimum":5}]}"#, "3",
            "the value fits none of the allowed forms: (1) the value must be a string, found 3; "
                + "(2) the value must be at least 5, found 3"
        ),
        (#"{"multipleOf":0.0001}"#, "0.00751", "the value must be a multiple of 0.0001, found 0.00751"),
    ])
    func messages(schema: String, value: String, message: String) throws {
        #expect(try JSONSchema(JSON(text: schema)).validate(JSON(text: value)).map(\.message) == [message])
    }

    @Test func aProblemHasItsPlace() throws {
        let schema = try JSONSchema(["properties": ["a/b": ["prefixItems": [true, ["type": "null"]]]]])
        #expect(
            schema.validate(["a/b": [1, 2]]) == [
                SchemaProblem(
                    instancePath: "/a~1b/1", keyword: "type", message: "`a/b[1]` must be null, found 2")
            ])
    }

    /// A schema, and where it is refused for what.
    @Test(arguments: [
        (#"{"type":"text"}"#, "/type"), (#"{"properties":{"a":{"minLength":-1}}}"#, "/properties/a/minLength"),
        (#"{"properties":[]}"#, "/properties"), (#"{"items":[{}]}"#, "/items"),
        (#"{"required":["a","a"]}"#, "/required"),
        (##"{"$ref":"#/$defs/x"}"##, "/$ref"), (#"{"$ref":"https://example.org/s"}"#, "/$ref"),
        (#"{"pattern":"("}"#, "/pattern"), (#"{"patternProperties":{"[":{}}}"#, "/patternProperties/["),
        (#"{"$schema":"http://json-schema.org/draft-07/schema#"}"#, "/$schema"), ("3", ""),
        (#"{"allOf":[]}"#, "/allOf"), (#"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#, "/$defs/b/$anchor"),
    ])
    func refused(schema: String, pointer: String) throws {
        let refused = try #require(throws: SchemaRefused.self) { try JSONSchema(JSON(text: schema)) }
        #expect(refused.problems.map(\.instancePath) == [pointer])
    }

    @Test func aCircleEnds() throws {
        let schema = try JSONSchema(try JSON(text: ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#"}}}"##))
        #expect(
            schema.validate(1).map(\.message)
                == ["the value cannot be judged: the schema refers to itself without end"])
    }

    @Test func anExplosionEnds() throws {
        var definitions: [String: JSON] = ["a40": true]
        for level in 0..<40 {
            let next: JSON = ["$ref": .string("#/$defs/a\(level + 1)")]
            definitions["a\(level)"] = ["allOf": [next, next]]
        }
        let schema = try JSONSchema(["$ref": "#/$defs/a0", "$defs": .object(definitions)])
        #expect(schema.validate(1).map(\.keyword) == ["$ref"])
    }

    @Test func aDeepValueEnds() throws {
        let schema = try JSONSchema(try JSON(text: ##"{"items":{"$ref":"#"}}"##))
        let deep = (0..<400).reduce(JSON.null) { value, _ in .array([value]) }
        #expect(schema.validate(deep).map { $0.message.hasSuffix("` is nested too deep to be judged") } == [true])
    }

    @Test func bytesDecideNotCanonicalEquivalence() throws {
        #expect(try !JSONSchema(["const": "\u{E9}"]).validate("e\u{301}").isEmpty)
        #expect(try !JSONSchema(["required": ["\u{E9}"]]).validate(["e\u{301}": 1]).isEmpty)
    }
}
