import Domain

package enum SchemaType: String, CaseIterable, Sendable {
    case null, boolean, object, array, number, string, integer

    static let list = allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")

    func includes(_ value: JSON) -> Bool {
        switch (self, value) {
        case (.null, .null), (.boolean, .bool), (.object, .object), (.array, .array), (.string, .string): true
        case (.number, .integer), (.number, .number), (.integer, .integer): true
        case (.integer, .number(let number)): number == number.rounded()
        default: false
        }
    }

    var described: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .object: "an object"
        case .array: "a list"
        case .number: "a number"
        case .string: "a string"
        case .integer: "a whole number"
        }
    }
}

/// The validation vocabulary: keywords that judge one value alone.
enum ValidationKeyword: Sendable {
    case type([SchemaType])
    case oneOfValues([JSON])
    case value(JSON)
    case multipleOf(ExactNumber, shown: String)
    case maximum(JSON, exclusive: Bool), minimum(JSON, exclusive: Bool)
    case maxLength(Double), minLength(Double)
    case pattern(Pattern)
    case maxItems(Double), minItems(Double), uniqueItems
    case maxProperties(Double), minProperties(Double)

    static let names = [
        "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties",
    ]

    /// Nil for a keyword that demands nothing. The value has the keyword's shape.
    static func compile(_ name: String, _ value: JSON) throws(PatternError) -> ValidationKeyword? {
        switch name {
        case "type": .type((value.array ?? [value]).compactMap { SchemaType(rawValue: $0.string ?? "") })
        case "enum": .oneOfValues(value.array ?? [])
        case "const": .value(value)
        case "multipleOf": ExactNumber(value).map { .multipleOf($0, shown: value.shown) }
        case "maximum": .maximum(value, exclusive: false)
        case "exclusiveMaximum": .maximum(value, exclusive: true)
        case "minimum": .minimum(value, exclusive: false)
        case "exclusiveMinimum": .minimum(value, exclusive: true)
        case "maxLength": value.double.map { .maxLength($0) }
        case "minLength": value.double.map { .minLength($0) }
        case "pattern": .pattern(try Pattern(value.string ?? ""))
        case "maxItems": value.double.map { .maxItems($0) }
        case "minItems": value.double.map { .minItems($0) }
        case "uniqueItems": value.bool == true ? .uniqueItems : nil
        case "maxProperties": value.double.map { .maxProperties($0) }
        case "minProperties": value.double.map { .minProperties($0) }
        default: nil
        }
    }

    /// What the value must be instead ("must be a string, found 3"); nil if it is right or of a type that the keyword
    /// does not judge.
    func complaint(about value: JSON) -> String? {
        switch self {
        case .type(let types):
            if types.contains(where: { $0.includes(value) }) { return nil }
            return "must be \(types.map(\.described).joined(separator: " or ")), found \(value.shown)"
        case .oneOfValues(let allowed):
            if allowed.contains(where: { $0.isSame(as: value) }) { return nil }
            return "must be one of \(allowed.map(\.shown).joined(separator: ", ")), found \(value.shown)"
        case .value(let wanted):
            return wanted.isSame(as: value) ? nil : "must be \(wanted.shown), found \(value.shown)"
        case .multipleOf(let unit, let shown):
            guard let number = ExactNumber(value), !number.isMultiple(of: unit) else { return nil }
            return "must be a multiple of \(shown), found \(value.shown)"
        case .maximum(let bound, let exclusive):
            guard let order = value.comparedAsNumber(to: bound), exclusive ? order >= 0 : order > 0 else { return nil }
            return "must be \(exclusive ? "less than" : "at most") \(bound.shown), found \(value.shown)"
        case .minimum(let bound, let exclusive):
            guard let order = value.comparedAsNumber(to: bound), exclusive ? order <= 0 : order < 0 else { return nil }
            return "must be \(exclusive ? "greater than" : "at least") \(bound.shown), found \(value.shown)"
        case .maxLength(let bound): return Self.tooMany(value.string?.unicodeScalars.count, bound, "characters long")
        case .minLength(let bound): return Self.tooFew(value.string?.unicodeScalars.count, bound, "characters long")
        case .pattern(let pattern): return Self.complaint(about: value, against: pattern)
        case .maxItems(let bound): return Self.tooMany(value.array?.count, bound, "items long")
        case .minItems(let bound): return Self.tooFew(value.array?.count, bound, "items long")
        case .uniqueItems: return Self.repetition(in: value)
        case .maxProperties(let bound): return Self.tooMany(value.object?.count, bound, "members large")
        case .minProperties(let bound): return Self.tooFew(value.object?.count, bound, "members large")
        }
    }

    /// `1 character long`
    private static func singular(_ unit: String, _ bound: Double) -> String {
        bound == 1 ? unit.replacing("s ", with: " ") : unit
    }

    private static func tooMany(_ count: Int?, _ bound: Double, _ unit: String) -> String? {
        guard let count, Double(count) > bound else { return nil }
        return "must be at most \(JSON.number(bound).shown) \(singular(unit, bound)), found \(count)"
    }

    private static func tooFew(_ count: Int?, _ bound: Double, _ unit: String) -> String? {
        guard let count, Double(count) < bound else { return nil }
        return "must be at least \(JSON.number(bound).shown) \(singular(unit, bound)), found \(count)"
    }

    private static func complaint(about value: JSON, against pattern: Pattern) -> String? {
        guard let text = value.string else { return nil }
        switch pattern.occurs(in: text) {
        case true?: return nil
        case false?: return "must match the pattern `\(pattern.source)`, found \(value.shown)"
        case nil: return "is too long to be checked against the pattern `\(pattern.source)`"
        }
    }

    private static func repetition(in value: JSON) -> String? {
        var earlier: [String: [Int]] = [:]
        let items = value.array ?? []
        for (index, item) in items.enumerated() {
            let key = item.canonical
            if let twin = earlier[key]?.first(where: { items[$0].isSame(as: item) }) {
                return "must not repeat an item, but items \(twin + 1) and \(index + 1) are the same"
            }
            earlier[key, default: []].append(index)
        }
        return nil
    }

    /// The keyword's name, for the report.
    var name: String {
        switch self {
        case .type: "type"
        case .oneOfValues: "enum"
        case .value: "const"
        case .multipleOf: "multipleOf"
        case .maximum(_, let exclusive): exclusive ? "exclusiveMaximum" : "maximum"
        case .minimum(_, let exclusive): exclusive ? "exclusiveMinimum" : "minimum"
        case .maxLength: "maxLength"
        case .minLength: "minLength"
        case .pattern: "pattern"
        case .maxItems: "maxItems"
        case .minItems: "minItems"
        case .uniqueItems: "uniqueItems"
        case .maxProperties: "maxProperties"
        case .minProperties: "minProperties"
        }
    }
}
