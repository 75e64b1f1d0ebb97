import Domain

/// What an option's value can be.
package protocol OptionValue: Sendable {
    /// Nil if the text is no such value.
    static func read(_ text: String) -> Self?
    /// Completes "must be ".
    static var expectation: String { get }
    /// All values, where they are few.
    static var choices: [String] { get }
}

extension OptionValue {
    package static var choices: [String] { [] }
}

extension String: OptionValue {
    package static func read(_ text: String) -> String? { text }
    package static var expectation: String { "a text" }
}

/// Versions, limits and days all begin at one.
extension Int: OptionValue {
    package static func read(_ text: String) -> Int? { Int(text).flatMap { $0 >= 1 ? $0 : nil } }
    package static var expectation: String { "a whole number from 1" }
}

/// `key=value`; the value may be empty and may hold further `=`.
package struct KeyValue: OptionValue, Equatable {
    package let key: String
    package let value: String

    package static func read(_ text: String) -> KeyValue? {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        return KeyValue(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }
    package static var expectation: String { "name=value" }
}

extension OptionValue where Self: RawRepresentable<String> & CaseIterable {
    package static func read(_ text: String) -> Self? { Self(rawValue: text) }
    package static var expectation: String { "one of " + choices.joined(separator: ", ") }
    package static var choices: [String] { allCases.map(\.rawValue) }
}

extension ActionClass: OptionValue {}
extension TrustRung: OptionValue {}
extension TeamRole: OptionValue {}
extension Scope: OptionValue {}
extension RunState: OptionValue {}
extension Mode: OptionValue {}
extension ContextLayer: OptionValue {}
extension OutputKind: OptionValue {}
extension Risk: OptionValue {}
extension RunSplit: OptionValue {}
