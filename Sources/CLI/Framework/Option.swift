/// An option without its type: what the parser, help and completions need.
package struct OptionShape: Sendable {
    /// Without its dashes.
    package let name: String
    package let short: Character?
    /// How help names the value (`N`, `URL`); nil for a flag.
    package let placeholder: String?
    package let summary: String
    package var isRepeated = false
    package var isRequired = false
    /// All values there are, where they are few.
    package var choices: [String] = []
    /// What a value should have been, if it is not.
    package var complaint: @Sendable (String) -> String? = { _ in nil }

    /// As in a usage line: `--version N`.
    package var usage: String { "--\(name)" + (placeholder.map { " \($0)" } ?? "") }
}

package protocol OptionDeclaration: Sendable {
    var shape: OptionShape { get }
}

/// Present or not.
package struct Flag: OptionDeclaration {
    package let shape: OptionShape

    package init(_ name: String, short: Character? = nil, _ summary: String) {
        shape = OptionShape(name: name, short: short, placeholder: nil, summary: summary)
    }
}

/// At most one value; of several the last one counts, so that an alias can be overridden.
package struct Option<Value: OptionValue>: OptionDeclaration {
    package let shape: OptionShape

    package init(_ name: String, short: Character? = nil, _ placeholder: String, _ summary: String) {
        shape = .valued(Value.self, name, short, placeholder, summary)
    }
}

/// A value that the command cannot do without.
package struct RequiredOption<Value: OptionValue>: OptionDeclaration {
    package let shape: OptionShape

    package init(_ name: String, short: Character? = nil, _ placeholder: String, _ summary: String) {
        var shape = OptionShape.valued(Value.self, name, short, placeholder, summary)
        shape.isRequired = true
        self.shape = shape
    }
}

/// Any number of values, in order.
package struct RepeatedOption<Value: OptionValue>: OptionDeclaration {
    package let shape: OptionShape

    package init(_ name: String, short: Character? = nil, _ placeholder: String, _ summary: String) {
        var shape = OptionShape.valued(Value.self, name, short, placeholder, summary)
        shape.isRepeated = true
        self.shape = shape
    }
}

extension OptionShape {
    fileprivate static func valued<Value: OptionValue>(
        _ type: Value.Type, _ name: String, _ short: Character?, _ placeholder: String, _ summary: String
    ) -> OptionShape {
        OptionShape(
            name: name, short: short, placeholder: placeholder, summary: summary, choices: Value.choices,
            complaint: { Value.read($0) == nil ? Value.expectation : nil })
    }
}
