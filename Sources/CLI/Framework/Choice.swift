/// An argument that is one of a few words.
enum Choice {
    static func read<Value: RawRepresentable<String> & CaseIterable>(
        _ type: Value.Type, _ word: String, for argument: Argument
    ) throws(UsageFailure) -> Value {
        guard let value = Value(rawValue: word) else {
            let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageFailure("\(argument.shape.name) must be one of \(all), not `\(word)`")
        }
        return value
    }
}
