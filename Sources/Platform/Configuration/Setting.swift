/// One thing that can be set, under one name in three places: flag `--listen`, environment `COUNTERSIGN_LISTEN`, and
/// key `listen` of the configuration file.
package struct Setting: Sendable {
    package let name: String
    /// The text of the value where nobody sets one; nil where there is none.
    package let fallback: String?
    /// What a value looks like, as it ends the sentence "accepted is …".
    package let accepts: String
    /// What it is for, in a sentence.
    package let meaning: String
    /// Whether its value must not be shown.
    package let isSecret: Bool
    /// Puts a value in its place; false if it is not acceptable.
    let apply: @Sendable (inout Configuration, String) -> Bool

    package var flag: String { "--" + name }
    package var variable: String {
        "COUNTERSIGN_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    init<Value>(
        _ name: String, _ place: any WritableKeyPath<Configuration, Value> & Sendable, fallback: String? = nil,
        accepts: String, secret: Bool = false, _ meaning: String,
        read: @escaping @Sendable (String) -> Value?
    ) {
        self.name = name
        self.fallback = fallback
        self.accepts = accepts
        self.meaning = meaning
        isSecret = secret
        apply = { configuration, text in
            guard let value = read(text) else { return false }
            configuration[keyPath: place] = value
            return true
        }
    }
}

extension Setting {
    /// A text that is optional by nature: unset, or not empty.
    static func text(
        _ name: String, _ place: any WritableKeyPath<Configuration, String?> & Sendable, accepts: String,
        secret: Bool = false, _ meaning: String
    ) -> Setting {
        Setting(name, place, accepts: accepts, secret: secret, meaning) { $0.isEmpty ? nil : .some($0) }
    }

    /// One of a few words.
    static func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ place: any WritableKeyPath<Configuration, Value> & Sendable, fallback: Value,
        _ meaning: String
    ) -> Setting where Value: Sendable {
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return Setting(name, place, fallback: fallback.rawValue, accepts: "one of \(words)", meaning) {
            Value(rawValue: $0)
        }
    }

    static func number(
        _ name: String, _ place: any WritableKeyPath<Configuration, Int> & Sendable, fallback: Int,
        in range: ClosedRange<Int>, _ meaning: String
    ) -> Setting {
        let accepts = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Setting(name, place, fallback: String(fallback), accepts: accepts, meaning) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}
