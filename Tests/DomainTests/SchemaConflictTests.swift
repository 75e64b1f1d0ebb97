import Domain
import Testing

@Suite struct SchemaConflictTests {
    @Test(
        arguments: [
            ("{\"minimum\": 5, \"maximum\": 2}", "/maximum: minimum 5 is above maximum 2"),
            (
                "{\"exclusiveMinimum\": 2, \"maximum\": 2}",
                "/maximum: exclusiveMinimum 2 leaves nothing below maximum 2"
            ),
            (
                "{\"minimum\": 2, \"exclusiveMaximum\": 2}",
                "/exclusiveMaximum: minimum 2 leaves nothing below exclusiveMaximum 2"
            ),
            ("{\"minLength\": 3, \"maxLength\": 2}", "/maxLength: minLength 3 is above maxLength 2"),
            ("{\"items\": {\"minItems\": 3, \"maxItems\": 2}}", "/items/maxItems: minItems 3 is above maxItems 2"),
            ("{\"minContains\": 3, \"maxContains\": 2}", "/maxContains: minContains 3 is above maxContains 2"),
            ("{\"properties\": {\"a\": {\"enum\": []}}}", "/properties/a/enum: enum lists nothing to choose from"),
            (
                "{\"required\": [\"x\"], \"properties\": {\"y\": {}}, \"additionalProperties\": false}",
                "/required: x is required, and additionalProperties: false refuses it: it is not among the properties"
            ),
            (
                "{\"$defs\": {\"a\": {\"$ref\": \"#/$defs/a\"}}}",
                "/$defs/a/$ref: #/$defs/a leads back to itself, and nothing is said on the way"
            ),
            (
                "{\"type\": \"string\", \"enum\": [1, 2]}",
                "/enum: enum names no value of type string, as type asks for"
            ),
            (
                "{\"type\": [\"integer\", \"null\"], \"const\": 1.5}",
                "/const: const names no value of type integer or null, as type asks for"
            ),
            ("{\"const\": 3, \"enum\": [1, 2]}", "/const: const 3 is not in the enum"),
            (
                "{\"required\": [\"x\"], \"properties\": {\"x\": false}}",
                "/required: x is required, and properties refuses it: its schema is false"
            ),
            ("{\"$ref\": \"#\"}", "/$ref: # leads back to itself, and nothing is said on the way"),
        ])
    func whatNothingSatisfiesIsFound(schema: String, said: String) throws {
        #expect(SchemaConflict.all(in: try JSON(text: schema)).map { "\($0.pointer): \($0.message)" } == [said])
    }

    @Test(
        arguments: [
            "{\"minimum\": 2, \"maximum\": 2}", "{\"exclusiveMinimum\": 1, \"maximum\": 2}", "{\"enum\": [null]}",
            "{\"not\": {\"enum\": []}}",
            "{\"required\": [\"x\"], \"additionalProperties\": false, \"properties\": {\"x\": {}}}",
            "{\"required\": [\"x\"], \"additionalProperties\": false, \"patternProperties\": {\"^x\": {}}}",
            "{\"required\": [\"x\"]}", "{\"properties\": {\"next\": {\"$ref\": \"#\"}}}",
            "{\"$defs\": {\"a\": {\"$ref\": \"#/$defs/b\"}, \"b\": {\"type\": \"string\"}}}", "true",
            "{\"const\": {\"enum\": []}}", "{\"type\": \"integer\", \"enum\": [\"a\", 1.0]}",
            "{\"const\": 1, \"enum\": [1.0]}", "{\"type\": \"number\", \"const\": 1}",
            "{\"required\": [\"x\"], \"properties\": {\"x\": true, \"y\": false}}",
        ])
    func whatCanBeSatisfiedIsNot(schema: String) throws {
        #expect(SchemaConflict.all(in: try JSON(text: schema)).map(\.message) == [])
    }

    /// Two that lead to each other: both are said.
    @Test func aLongerCircleEnds() throws {
        let schema: JSON = [
            "$defs": ["a": ["$ref": "#/$defs/b"], "b": ["$ref": "#/$defs/a"], "c": ["$ref": "#/$defs/a"]]
        ]
        #expect(SchemaConflict.all(in: schema, at: "in").map(\.pointer) == ["in/$defs/a/$ref", "in/$defs/b/$ref"])
    }
}
