/// A pattern over names, targets and paths as admins write it: `*` is any text without `/`, `**` any text, `?` one
/// character that is not `/`, and `\` takes the next character as it is. Compared by Unicode scalars, upper and lower
/// case apart.
package struct Glob: Hashable, Sendable, Codable, CustomStringConvertible {
    private enum Piece: Equatable {
        case scalar(Unicode.Scalar)
        case anyOne, anyRun, anything
    }

    package let description: String

    package init(_ pattern: String) { description = pattern }

    /// Holds no wildcard and no escape: matches its own text only.
    package var isLiteral: Bool { !description.unicodeScalars.contains { $0 == "*" || $0 == "?" || $0 == "\\" } }

    /// In time proportional to pattern × text, whatever they are.
    package func matches(_ text: String) -> Bool {
        if isLiteral { return description.utf8.elementsEqual(text.utf8) }
        // reached[i]: the pieces before i match the text read so far.
        let pieces = pieces
        var reached = [Bool](repeating: false, count: pieces.count + 1)
        reached[0] = true
        Glob.passRuns(&reached, pieces)
        for scalar in text.unicodeScalars {
            var next = [Bool](repeating: false, count: pieces.count + 1)
            for (index, piece) in pieces.enumerated() where reached[index] {
                switch piece {
                case .scalar(let wanted): if wanted == scalar { next[index + 1] = true }
                case .anyOne: if scalar != "/" { next[index + 1] = true }
                case .anyRun: if scalar != "/" { next[index] = true }
                case .anything: next[index] = true
                }
            }
            Glob.passRuns(&next, pieces)
            reached = next
        }
        return reached[pieces.count]
    }

    /// A run also matches nothing.
    private static func passRuns(_ reached: inout [Bool], _ pieces: [Piece]) {
        for (index, piece) in pieces.enumerated() where reached[index] && (piece == .anyRun || piece == .anything) {
            reached[index + 1] = true
        }
    }

    private var pieces: [Piece] {
        var pieces = [Piece]()
        var escaped = false
        for scalar in description.unicodeScalars {
            if escaped {
                pieces.append(.scalar(scalar))
                escaped = false
                continue
            }
            switch scalar {
            case "\\": escaped = true
            case "*" where pieces.last == .anyRun: pieces[pieces.count - 1] = .anything
            case "*": pieces.append(.anyRun)
            case "?": pieces.append(.anyOne)
            default: pieces.append(.scalar(scalar))
            }
        }
        return pieces
    }
}

extension Glob: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(value) }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
