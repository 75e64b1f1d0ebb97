/// A pattern over names, targets and paths as admins write it: `*` is any text without `/`, `**` any text, `?` one
/// character that is not `/`, and `\` takes the next character as it is. Compared by Unicode scalars, upper and lower
/// case apart.
package struct Glob: Hashable, Sendable, Codable, CustomStringConvertible {
    private enum Piece: Equatable {
        case scalar(Unicode.Scalar)
        case anyOne, anyRun, anything

        /// Takes any number of scalars.
        var isRun: Bool { self == .anyRun || self == .anything }

        func takes(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .scalar(let wanted): wanted == scalar
            case .anyOne, .anyRun: scalar != "/"
            case .anything: true
            }
        }
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
            reached = Glob.advanced(reached, pieces, by: scalar)
        }
        return reached[pieces.count]
    }

    /// Everything that this matches, one of the others matches. One-sided: false is only "not proven".
    package func isWithin(_ others: [Glob]) -> Bool {
        if others.contains(where: { $0.description == "**" || $0.description.utf8.elementsEqual(description.utf8) }) {
            return true
        }
        if isLiteral { return others.contains { $0.matches(description) } }
        return others.contains(where: isWithin)
    }

    /// Walks both patterns at once, over every scalar that either tells from others.
    private func isWithin(_ other: Glob) -> Bool {
        struct Step: Hashable {
            let index: Int
            let reached: [Bool]
        }
        let (few, many) = (pieces, other.pieces)
        let scalars = Glob.distinct(few + many)
        var start = [Bool](repeating: false, count: many.count + 1)
        start[0] = true
        Glob.passRuns(&start, many)
        var open = [Step(index: 0, reached: start)]
        var seen = Set(open)
        while let step = open.popLast() {
            if seen.count > Glob.stepLimit { return false }
            var next = [Step]()
            if step.index == few.count {
                if !step.reached[many.count] { return false }
                continue
            }
            let piece = few[step.index]
            if piece.isRun { next.append(Step(index: step.index + 1, reached: step.reached)) }
            for scalar in scalars where piece.takes(scalar) {
                let reached = Glob.advanced(step.reached, many, by: scalar)
                next.append(Step(index: piece.isRun ? step.index : step.index + 1, reached: reached))
            }
            open += next.filter { seen.insert($0).inserted }
        }
        return true
    }

    private static let stepLimit = 2000

    /// Those that are named, the slash, and one that stands for all the rest.
    private static func distinct(_ pieces: [Piece]) -> Set<Unicode.Scalar> {
        var scalars: Set<Unicode.Scalar> = ["/"]
        for case .scalar(let scalar) in pieces { scalars.insert(scalar) }
        let rest = (1...UInt32(scalars.count + 1)).lazy.compactMap(Unicode.Scalar.init).first { !scalars.contains($0) }
        return scalars.union(rest.map { [$0] } ?? [])
    }

    private static func advanced(_ reached: [Bool], _ pieces: [Piece], by scalar: Unicode.Scalar) -> [Bool] {
        var next = [Bool](repeating: false, count: pieces.count + 1)
        for (index, piece) in pieces.enumerated() where reached[index] && piece.takes(scalar) {
            next[piece.isRun ? index : index + 1] = true
        }
        passRuns(&next, pieces)
        return next
    }

    /// A run also matches nothing.
    private static func passRuns(_ reached: inout [Bool], _ pieces: [Piece]) {
        for (index, piece) in pieces.enumerated() where reached[index] && piece.isRun {
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
