/// A pattern as instructions for the matcher: threads split and jump, take one scalar at a time, and end in `match`.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        case scalar(ScalarClass)
        case split(Int, Int)
        case jump(Int)
        case start, end
        case wordBoundary(negated: Bool)
        case look(PatternProgram, behind: Bool, negated: Bool)
        case match
    }

    let instructions: [Instruction]
}

/// Turns a parsed pattern into a program.
struct PatternEmitter {
    /// Counted repetition is written out, so `(a{999}){999}` would be a million instructions.
    static let instructionLimit = 5_000

    private var instructions: [PatternProgram.Instruction] = []
    private var emitted = 0

    mutating func program(of node: PatternNode) throws(PatternError) -> PatternProgram {
        let outer = instructions
        instructions = []
        try emit(node)
        try append(.match)
        defer { instructions = outer }
        return PatternProgram(instructions: instructions)
    }

    private mutating func append(_ instruction: PatternProgram.Instruction) throws(PatternError) {
        try spend()
        instructions.append(instruction)
    }

    /// Also called for each repetition, because what is repeated may be empty.
    private mutating func spend() throws(PatternError) {
        emitted += 1
        if emitted > Self.instructionLimit {
            throw PatternError(message: "the pattern is too large: its counts multiply", position: 1)
        }
    }

    private mutating func emit(_ node: PatternNode) throws(PatternError) {
        switch node {
        case .scalar(let scalars): try append(.scalar(scalars))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let branches): try emit(choice: branches[...])
        case .repeated(let part, let min, let max): try emit(part, min: min, max: max)
        case .start: try append(.start)
        case .end: try append(.end)
        case .wordBoundary(let negated): try append(.wordBoundary(negated: negated))
        case .look(let part, let behind, let negated):
            try append(.look(try program(of: part), behind: behind, negated: negated))
        }
    }

    private mutating func emit(choice branches: ArraySlice<PatternNode>) throws(PatternError) {
        guard let first = branches.first else { return }
        if branches.count == 1 { return try emit(first) }
        let split = instructions.count
        try append(.jump(split))
        try emit(first)
        let jump = instructions.count
        try append(.jump(jump))
        instructions[split] = .split(split + 1, instructions.count)
        try emit(choice: branches.dropFirst())
        instructions[jump] = .jump(instructions.count)
    }

    private mutating func emit(_ part: PatternNode, min: Int, max: Int?) throws(PatternError) {
        for _ in 0..<min {
            try spend()
            try emit(part)
        }
        guard let max else {
            let loop = instructions.count
            try append(.jump(loop))
            try emit(part)
            try append(.jump(loop))
            instructions[loop] = .split(loop + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in min..<max {
            splits.append(instructions.count)
            try append(.jump(instructions.count))
            try emit(part)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }
}
