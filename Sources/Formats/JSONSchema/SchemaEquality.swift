import Domain

extension JSON {
    /// Equality as JSON Schema means it: 1 is 1.0 but not true, texts are equal if their bytes are.
    func isSame(as other: JSON) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { key, value in right.exactly(key)?.isSame(as: value) ?? false }
        default: isNumber && other.isNumber && comparedAsNumber(to: other) == 0
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .number: true
        case .null, .bool, .string, .array, .object: false
        }
    }

    /// -1, 0 or 1 without rounding an integer to a double; nil unless both are numbers.
    func comparedAsNumber(to other: JSON) -> Int? {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): return left < right ? -1 : left == right ? 0 : 1
        case (.number(let left), .number(let right)): return left < right ? -1 : left == right ? 0 : 1
        case (.number, .integer): return other.comparedAsNumber(to: self).map(-)
        case (.integer(let left), .number(let right)):
            if right >= 0x1p63 { return -1 }
            if right < -0x1p63 { return 1 }
            let whole = Int64(right.rounded(.down))
            if left != whole { return left < whole ? -1 : 1 }
            return right == right.rounded(.down) ? 0 : -1
        default: return nil
        }
    }
}

extension Dictionary where Key == String {
    /// The member whose name has the same bytes: a dictionary finds canonically equivalent names, too.
    func exactly(_ name: String) -> Value? {
        guard let index = index(forKey: name), self[index].key.utf8.elementsEqual(name.utf8) else { return nil }
        return self[index].value
    }
}
