import Domain

extension JSON {
    /// Indented by two, members sorted as in `canonical`. A character that readers would not see is written as its
    /// `\u` escape, which means the same.
    package var pretty: String {
        var out = ""
        writePretty(to: &out, indent: 0)
        return out
    }

    private func writePretty(to out: inout String, indent: Int) {
        let margin = String(repeating: "  ", count: indent + 1)
        switch self {
        case .array(let items) where !items.isEmpty:
            for (index, item) in items.enumerated() {
                out += (index == 0 ? "[\n" : ",\n") + margin
                item.writePretty(to: &out, indent: indent + 1)
            }
            out += "\n" + margin.dropLast(2) + "]"
        case .object(let members) where !members.isEmpty:
            let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for (index, member) in sorted.enumerated() {
                out += (index == 0 ? "{\n" : ",\n") + margin + JSON.visible(.string(member.key)) + ": "
                member.value.writePretty(to: &out, indent: indent + 1)
            }
            out += "\n" + margin.dropLast(2) + "}"
        case .null, .bool, .integer, .number, .string, .array, .object: out += JSON.visible(self)
        }
    }

    private static func visible(_ value: JSON) -> String {
        let text = value.canonical
        var hidden = HiddenText.findInProse(text)[...]
        if hidden.isEmpty { return text }
        var out = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            guard let next = hidden.first, next.column == index + 1 else {
                out.unicodeScalars.append(scalar)
                continue
            }
            hidden.removeFirst()
            for unit in String(scalar).utf16 {
                let hex = String(unit, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }
        }
        return out
    }
}
