import Domain
import Formats
import Testing

@Suite struct KeptNumbersTests {
    /// As it comes in, and where a number is not what was written.
    private static let texts: [(text: String, places: [String])] = [
        ("9223372036854775807", []), ("-9223372036854775808", []), ("9007199254740993", []), ("1.5", []),
        ("9007199254740991.0", []), ("1e15", []), ("9.007199254740993e15", []), ("-0.1", []),
        ("9223372036854775808", [""]), ("-9223372036854775809", [""]), ("123456789012345678.5", [""]),
        ("1e300", [""]), ("12345678901234567890123", [""]),
        (#"{"a/b": [1, {"c": 1e30}], "d": -1e30}"#, ["/a~1b/1/c", "/d"]),
    ]

    @Test(arguments: texts) func whatIsKept(text: String, places: [String]) throws {
        #expect(try JSON(text: text).unkeptNumbers.map(\.instancePath) == places)
    }

    @Test func whatCannotBeStoredIsNamed() {
        let value: JSON = ["list": ["a", ["b\u{0}": "c"]], "text": "\u{0}d", "whole": "e\n"]
        #expect(
            value.unstorableTexts.map { "\($0.instancePath) \($0.message)" } == [
                "/list/1/b\u{0} `list.1.b⟦U+0000 control⟧` holds a character that cannot be stored (U+0000): leave it out",
                "/text `text` holds a character that cannot be stored (U+0000): leave it out",
            ])
    }
}
