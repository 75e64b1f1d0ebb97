import Testing

@testable import CLI

@Suite struct ArgumentParserTests {
    private static let arguments: [ArgumentShape] = [
        Argument("FILE", "The file.").shape, OptionalArgument("PLACE", "Where.").shape,
    ]
    private static let options: [OptionShape] = [
        Flag("force", short: "f", "Overwrite.").shape, Flag("quiet", short: "q", "Hush.").shape,
        Option<Int>("version", short: "n", "N", "Which.").shape,
        RepeatedOption<KeyValue>("input", short: "i", "k=v", "An input.").shape,
        Flag("help", short: "h", "Help.").shape,
    ]

    private func parse(_ line: String) throws(UsageFailure) -> ParsedArguments {
        try ArgumentParser.parse(
            line.split(separator: " ").map(String.init), arguments: Self.arguments, options: Self.options)
    }

    @Test(
        arguments: [
            ("a", ["FILE": ["a"]], [:]),
            ("a b", ["FILE": ["a"], "PLACE": ["b"]], [:]),
            ("-f a", ["FILE": ["a"]], ["force": []]),
            ("a -fq", ["FILE": ["a"]], ["force": [], "quiet": []]),
            ("a --version 3", ["FILE": ["a"]], ["version": ["3"]]),
            ("a --version=3 --version 4", ["FILE": ["a"]], ["version": ["3", "4"]]),
            ("a -n3", ["FILE": ["a"]], ["version": ["3"]]),
            ("a -fn 3", ["FILE": ["a"]], ["force": [], "version": ["3"]]),
            ("--input x=1 a -i y=a=b --input z=", ["FILE": ["a"]], ["input": ["x=1", "y=a=b", "z="]]),
            ("-- -f", ["FILE": ["-f"]], [:]),
            ("-", ["FILE": ["-"]], [:]),
            ("--help", [:], ["help": []]),
        ] as [(String, [String: [String]], [String: [String]])])
    func reads(_ line: String, _ arguments: [String: [String]], _ options: [String: [String]]) throws {
        #expect(try parse(line) == ParsedArguments(arguments: arguments, options: options))
    }

    @Test(arguments: [
        ("", "FILE is missing: the file."),
        ("a b c", "`c` is one argument too many"),
        ("a --forse", "there is no option --forse here; did you mean --force?"),
        ("a --xyzzy", "there is no option --xyzzy here"),
        ("a -x", "there is no option -x here"),
        ("a --force=1", "--force takes no value"),
        ("a --version", "--version N needs its value"),
        ("a --version 0", "--version must be a whole number from 1, not `0`"),
        ("a --input x", "--input must be name=value, not `x`"),
        ("a --input =x", "--input must be name=value, not `=x`"),
    ])
    func refuses(_ line: String, _ message: String) {
        #expect(throws: UsageFailure(message)) { try self.parse(line) }
    }
}
