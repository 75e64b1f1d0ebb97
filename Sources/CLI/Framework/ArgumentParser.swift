import Domain

/// What was typed, by the names of what was declared. Every value has been checked.
package struct ParsedArguments: Sendable, Equatable {
    package var arguments: [String: [String]] = [:]
    /// A flag that is present has an empty list.
    package var options: [String: [String]] = [:]
}

/// A command line that cannot be understood: told with the usage line, exit code 2.
package struct UsageFailure: Error, Equatable {
    package let message: String

    package init(_ message: String) { self.message = message }
}

/// Reads words in the manner of GNU: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-ab` for flags, `--` ends the
/// options, options may stand anywhere.
package struct ArgumentParser {
    private let arguments: [ArgumentShape]
    private let options: [OptionShape]
    private var words: ArraySlice<String>
    private var parsed = ParsedArguments()
    private var positionals: [String] = []

    /// `options` with those that every command has.
    package static func parse(
        _ words: some Sequence<String>, arguments: [ArgumentShape], options: [OptionShape]
    ) throws(UsageFailure) -> ParsedArguments {
        var parser = ArgumentParser(arguments: arguments, options: options, words: Array(words)[...])
        return try parser.run()
    }

    private init(arguments: [ArgumentShape], options: [OptionShape], words: ArraySlice<String>) {
        self.arguments = arguments
        self.options = options
        self.words = words
    }

    private mutating func run() throws(UsageFailure) -> ParsedArguments {
        while let word = words.popFirst() {
            if word == "--" {
                positionals += words
                words = []
            } else if word.hasPrefix("--") {
                try long(word.dropFirst(2))
            } else if word.hasPrefix("-") && word != "-" {
                try short(word.dropFirst())
            } else {
                positionals.append(word)
            }
        }
        // Whoever asks for help need not know what is missing.
        if parsed.options["help"] == nil {
            try assign()
            for option in options where option.isRequired && parsed.options[option.name] == nil {
                throw UsageFailure("\(option.usage) is missing: \(option.summary.loweringFirst)")
            }
        }
        return parsed
    }

    private mutating func long(_ word: Substring) throws(UsageFailure) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let option = options.first(where: { $0.name == parts[0] }) else {
            let near = NearestName.of(parts[0], in: options.map(\.name)).map { "; did you mean --\($0)?" } ?? ""
            throw UsageFailure("there is no option --\(parts[0]) here\(near)")
        }
        if option.placeholder == nil {
            guard parts.count == 1 else { throw UsageFailure("--\(option.name) takes no value") }
            parsed.options[option.name, default: []] += []
        } else {
            try take(option, parts.count > 1 ? parts[1] : words.popFirst())
        }
    }

    private mutating func short(_ letters: Substring) throws(UsageFailure) {
        var rest = letters
        while let letter = rest.popFirst() {
            guard let option = options.first(where: { $0.short == letter }) else {
                throw UsageFailure("there is no option -\(letter) here")
            }
            if option.placeholder == nil {
                parsed.options[option.name, default: []] += []
            } else {
                try take(option, rest.isEmpty ? words.popFirst() : String(rest))
                rest = ""
            }
        }
    }

    private mutating func take(_ option: OptionShape, _ value: String?) throws(UsageFailure) {
        guard let value else { throw UsageFailure("\(option.usage) needs its value") }
        if let complaint = option.complaint(value) {
            throw UsageFailure("--\(option.name) must be \(complaint), not `\(value)`")
        }
        parsed.options[option.name, default: []].append(value)
    }

    private mutating func assign() throws(UsageFailure) {
        var rest = positionals[...]
        for argument in arguments {
            switch argument.arity {
            case .one, .optional:
                if let value = rest.popFirst() { parsed.arguments[argument.name] = [value] }
            case .several, .any:
                if !rest.isEmpty { parsed.arguments[argument.name] = Array(rest) }
                rest = []
            }
            if [.one, .several].contains(argument.arity) && parsed.arguments[argument.name] == nil {
                throw UsageFailure("\(argument.name) is missing: \(argument.summary.loweringFirst)")
            }
        }
        if let extra = rest.first { throw UsageFailure("`\(extra)` is one argument too many") }
    }
}

extension String {
    /// A sentence on its way into the middle of another one.
    var loweringFirst: String {
        guard let first, dropFirst().first?.isUppercase != true else { return self }
        return first.lowercased() + dropFirst()
    }
}
