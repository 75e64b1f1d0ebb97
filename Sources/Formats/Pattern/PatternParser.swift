/// What a pattern is made of.
indirect enum PatternNode {
    case scalar(ScalarClass)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repeated(PatternNode, min: Int, max: Int?)
    case start, end
    case wordBoundary(negated: Bool)
    case look(PatternNode, behind: Bool, negated: Bool)
}

/// Reads the text of a pattern. As lenient as browsers are where nothing is ambiguous (`{` and `]` may stand for
/// themselves), strict where a typo would change the meaning (`\a`, `a**`, `[z-a]`).
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var next = 0
    private var depth = 0

    init(_ source: String) { scalars = Array(source.unicodeScalars) }

    mutating func parse() throws(PatternError) -> PatternNode {
        let node = try choice()
        if next < scalars.count { throw error("`)` without `(`") }
        return node
    }

    private func error(_ message: String) -> PatternError { PatternError(message: message, position: next + 1) }
    private var peek: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[next...].starts(with: wanted) else { return false }
        next += wanted.count
        return true
    }

    private mutating func choice() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        if depth > 100 { throw error("more than 100 groups inside each other") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = peek, scalar != "|", scalar != ")" { parts.append(try quantified(try atom())) }
        return .sequence(parts)
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        if take("^") { return .start }
        if take("$") { return .end }
        if take(".") { return .scalar(.not(.lineEnd)) }
        if take("(") { return try group() }
        if take("[") { return .scalar(try bracketed()) }
        if take("\\b") { return .wordBoundary(negated: false) }
        if take("\\B") { return .wordBoundary(negated: true) }
        if let scalar = peek, ["*", "+", "?"].contains(scalar) { throw error("`\(scalar)` has nothing to repeat") }
        return .scalar(try member(inBrackets: false))
    }

    private mutating func group() throws(PatternError) -> PatternNode {
        let node: PatternNode
        if take("?:") {
            node = try choice()
        } else if take("?=") {
            node = .look(try choice(), behind: false, negated: false)
        } else if take("?!") {
            node = .look(try choice(), behind: false, negated: true)
        } else if take("?<=") {
            node = .look(try choice(), behind: true, negated: false)
        } else if take("?<!") {
            node = .look(try choice(), behind: true, negated: true)
        } else {
            if take("?") {
                guard take("<"), let end = scalars[next...].firstIndex(of: ">"), end > next else {
                    throw error("`(?` must be followed by `:`, `=`, `!`, `<=`, `<!` or `<name>`")
                }
                next = end + 1
            }
            node = try choice()
        }
        guard take(")") else { throw error("`(` is not closed") }
        return node
    }

    private mutating func quantified(_ node: PatternNode) throws(PatternError) -> PatternNode {
        let bounds: (min: Int, max: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if let counted = try counts() {
            bounds = counted
        } else {
            return node
        }
        // Lazy or greedy makes no difference to whether there is a match.
        _ = take("?")
        if let scalar = peek, ["*", "+", "?"].contains(scalar) {
            throw error("`\(scalar)` follows another quantifier")
        }
        return .repeated(node, min: bounds.min, max: bounds.max)
    }

    /// `{n}`, `{n,}` or `{n,m}`; nil, with nothing consumed, for a brace that stands for itself.
    private mutating func counts() throws(PatternError) -> (min: Int, max: Int?)? {
        guard peek == "{", let end = scalars[next...].firstIndex(of: "}") else { return nil }
        let inside = String(String.UnicodeScalarView(scalars[(next + 1)..<end]))
        let numbers = inside.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let isCount = { (text: String) in !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } }
        guard numbers.count <= 2, isCount(numbers[0]), numbers.count == 1 || numbers[1].isEmpty || isCount(numbers[1])
        else { return nil }
        guard let low = Int(numbers[0]),
            let high = numbers.count == 1 ? low : numbers[1].isEmpty ? .max : Int(numbers[1])
        else { throw error("a count is too large") }
        if low > high { throw error("`{\(inside)}` counts down") }
        next = end + 1
        return (low, high == .max ? nil : high)
    }

    private mutating func bracketed() throws(PatternError) -> ScalarClass {
        let negated = take("^")
        var parts: [ScalarClass] = []
        while !take("]") {
            let low = try member(inBrackets: true)
            guard peek == "-", next + 1 < scalars.count, scalars[next + 1] != "]" else {
                parts.append(low)
                continue
            }
            next += 1
            let high = try member(inBrackets: true)
            guard case .range(let from) = low, case .range(let to) = high, from.count == 1, to.count == 1 else {
                throw error("a range needs a single character on both sides")
            }
            if from.lowerBound > to.lowerBound { throw error("a range runs backwards") }
            parts.append(.range(from.lowerBound...to.lowerBound))
        }
        return negated ? .not(.union(parts)) : .union(parts)
    }

    private mutating func member(inBrackets: Bool) throws(PatternError) -> ScalarClass {
        guard let scalar = peek else { throw error(inBrackets ? "`[` is not closed" : "the pattern ends too early") }
        next += 1
        return scalar == "\\" ? try escape(inBrackets: inBrackets) : .one(scalar)
    }

    private mutating func escape(inBrackets: Bool) throws(PatternError) -> ScalarClass {
        guard let scalar = peek else { throw error("`\\` at the end") }
        next += 1
        switch scalar {
        case "d": return .digit
        case "D": return .not(.digit)
        case "w": return .word
        case "W": return .not(.word)
        case "s": return .space
        case "S": return .not(.space)
        case "t": return .one("\t")
        case "n": return .one("\n")
        case "r": return .one("\r")
        case "v": return .one("\u{0B}")
        case "f": return .one("\u{0C}")
        case "0": return .one("\0")
        case "b" where inBrackets: return .one("\u{08}")
        case "c": return try controlLetter()
        case "x": return .one(try hex(digits: 2))
        case "u": return .one(try unicodeEscape())
        case "p": return try property()
        case "P": return .not(try property())
        case "1"..."9", "k":
            throw error("back references are not supported: they can make a pattern run without end")
        case "a"..."z", "A"..."Z": throw error("`\\\(scalar)` means nothing")
        default: return .one(scalar)
        }
    }

    private mutating func controlLetter() throws(PatternError) -> ScalarClass {
        guard let letter = peek, letter.isASCII, letter.properties.isAlphabetic else {
            throw error("`\\c` needs a letter")
        }
        next += 1
        return .range((letter.value & 31)...(letter.value & 31))
    }

    private mutating func property() throws(PatternError) -> ScalarClass {
        guard take("{"), let end = scalars[next...].firstIndex(of: "}") else { throw error("`\\p` needs `{name}`") }
        let name = String(String.UnicodeScalarView(scalars[next..<end]))
        guard let found = ScalarClass.property(name) else { throw error("unknown character property `\(name)`") }
        next = end + 1
        return found
    }

    private mutating func hex(digits: Int) throws(PatternError) -> Unicode.Scalar {
        guard let value = hexValue(digits: digits), let scalar = Unicode.Scalar(value) else {
            throw error("\(digits) hexadecimal digits of a character are expected")
        }
        return scalar
    }

    private mutating func hexValue(digits: Int) -> UInt32? {
        guard next + digits <= scalars.count else { return nil }
        let text = String(String.UnicodeScalarView(scalars[next..<(next + digits)]))
        guard text.utf8.allSatisfy({ $0 != 43 && $0 != 45 }), let value = UInt32(text, radix: 16) else { return nil }
        next += digits
        return value
    }

    /// `uXXXX`, a surrogate pair of two of them, or `u{X…}`.
    private mutating func unicodeEscape() throws(PatternError) -> Unicode.Scalar {
        if take("{") {
            guard let end = scalars[next...].firstIndex(of: "}") else { throw error("`\\u{` is not closed") }
            let scalar = try hex(digits: end - next)
            next = end + 1
            return scalar
        }
        let start = next
        if let high = hexValue(digits: 4), (0xD800...0xDBFF).contains(high), take("\\u"),
            let low = hexValue(digits: 4), (0xDC00...0xDFFF).contains(low),
            let pair = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        {
            return pair
        }
        next = start
        return try hex(digits: 4)
    }
}
