import Domain

extension SchemaShape {
    /// What is wrong with the keywords of one schema, and the schemas directly inside it. Sorted, so that the same
    /// schema is always refused with the same words.
    static func inspect(_ schema: JSON, at location: String) -> (problems: [SchemaProblem], children: [Child]) {
        if case .bool = schema { return ([], []) }
        guard let members = schema.object else {
            let message = "a schema must be an object, true or false, found \(schema.shown)"
            return ([SchemaProblem(instancePath: location, keyword: "type", message: message)], [])
        }
        var problems: [SchemaProblem] = []
        var children: [Child] = []
        for (keyword, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let shape = keywords[keyword] else { continue }
            let path = location + "/" + JSONPointer.escape(keyword)
            if let expected = shape.mismatch(value) {
                let message = "`\(keyword)` must be \(expected), found \(value.shown)"
                problems.append(SchemaProblem(instancePath: path, keyword: keyword, message: message))
            } else {
                children += shape.children(value, at: path)
            }
        }
        return (problems, children)
    }

    /// What the value should have been; nil if it is.
    private func mismatch(_ value: JSON) -> String? {
        switch self {
        case .any, .schema: nil
        case .text: value.string == nil ? "a text" : nil
        case .flag: value.bool == nil ? "true or false" : nil
        case .number: value.isNumber ? nil : "a number"
        case .positiveNumber: (value.double ?? 0) > 0 ? nil : "a number greater than 0"
        case .count: Self.isCount(value) ? nil : "a whole number that is not negative"
        case .schemas: value.array?.isEmpty ?? true ? "a list of at least one schema" : nil
        case .schemaMap: Self.isMap(value) { $0.array == nil } ? nil : "an object whose members are schemas"
        case .dependencyMap:
            Self.isMap(value) { $0.array == nil || Self.isNameList($0) }
                ? nil : "an object whose members are schemas or lists of names"
        case .type: Self.isType(value) ? nil : "one of \(SchemaType.list), or a list of different ones"
        case .list: value.array == nil ? "a list" : nil
        case .texts: Self.isNameList(value) ? nil : "a list of different names"
        case .textsMap: Self.isMap(value, Self.isNameList) ? nil : "an object whose members are lists of names"
        case .identifier: Self.isIdentifier(value) ? nil : "a URI without a fragment"
        case .anchor:
            Self.isAnchor(value) ? nil : "a name of letters, digits, `-`, `_` and `.` that begins with a letter or `_`"
        case .vocabulary: Self.isMap(value) { $0.bool != nil } ? nil : "an object whose members are true or false"
        }
    }

    private static func isMap(_ value: JSON, _ member: (JSON) -> Bool) -> Bool {
        value.object?.values.allSatisfy(member) ?? false
    }

    private static func isNameList(_ value: JSON) -> Bool {
        guard let items = value.array else { return false }
        let names = items.compactMap(\.string)
        return names.count == items.count && Set(names.map { Array($0.utf8) }).count == items.count
    }

    private static func isCount(_ value: JSON) -> Bool {
        guard let number = value.double else { return false }
        return number >= 0 && number == number.rounded()
    }

    private static func isType(_ value: JSON) -> Bool {
        if let name = value.string { return SchemaType(rawValue: name) != nil }
        guard let items = value.array, !items.isEmpty, isNameList(value) else { return false }
        return items.allSatisfy { SchemaType(rawValue: $0.string ?? "") != nil }
    }

    private static func isIdentifier(_ value: JSON) -> Bool {
        guard let text = value.string else { return false }
        return (SchemaURI(text).fragment ?? "").isEmpty
    }

    private static func isAnchor(_ value: JSON) -> Bool {
        guard let bytes = value.string?.utf8, let first = bytes.first else { return false }
        let isStart = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 }
        return isStart(first) && bytes.allSatisfy { isStart($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
    }
}

extension JSON {
    /// The value, cut to what fits into a sentence.
    var shown: String {
        let text = canonical
        return text.unicodeScalars.count <= 60
            ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(59))) + "…"
    }
}
