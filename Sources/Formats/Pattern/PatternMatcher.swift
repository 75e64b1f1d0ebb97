/// Runs a program over one text by moving the set of all its threads, one scalar at a time.
struct PatternMatcher {
    /// One step is one instruction visited or 64 cleared. Only look-around, which starts over at each position, comes near it.
    static let stepLimit = 2_000_000

    private let scalars: [Unicode.Scalar]
    private var stepsLeft = PatternMatcher.stepLimit

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    /// Nil when the steps run out.
    mutating func search(_ program: PatternProgram) -> Bool? {
        let found = run(program, from: 0, seeded: 0...scalars.count, endingAt: nil)
        return stepsLeft > 0 ? found : nil
    }

    /// Whether a match begins in `seeded` and ends at `endingAt`, or anywhere if that is nil.
    private mutating func run(
        _ program: PatternProgram, from first: Int, seeded: ClosedRange<Int>, endingAt: Int?
    ) -> Bool {
        var threads = ThreadSet(count: program.instructions.count)
        for position in first...scalars.count {
            if seeded.contains(position) { follow(program, from: 0, at: position, into: &threads) }
            if threads.matched && (endingAt == nil || endingAt == position) { return true }
            if position == scalars.count || position == endingAt || stepsLeft <= 0 { break }
            if threads.waiting.isEmpty && position >= seeded.upperBound { break }
            stepsLeft -= 1 + program.instructions.count / 64
            var moved = ThreadSet(count: program.instructions.count)
            for thread in threads.waiting {
                if case .scalar(let accepted) = program.instructions[thread], accepted.contains(scalars[position]) {
                    follow(program, from: thread + 1, at: position + 1, into: &moved)
                }
            }
            threads = moved
        }
        return false
    }

    private mutating func follow(
        _ program: PatternProgram, from first: Int, at position: Int, into threads: inout ThreadSet
    ) {
        var open = [first]
        while let thread = open.popLast() {
            guard stepsLeft > 0, threads.insert(thread) else { continue }
            stepsLeft -= 1
            switch program.instructions[thread] {
            case .scalar: threads.waiting.append(thread)
            case .jump(let target): open.append(target)
            case .split(let one, let other): open += [other, one]
            case .start: if position == 0 { open.append(thread + 1) }
            case .end: if position == scalars.count { open.append(thread + 1) }
            case .wordBoundary(let negated):
                if (isWord(position - 1) != isWord(position)) != negated { open.append(thread + 1) }
            case .look(let part, let behind, let negated):
                let found =
                    behind
                    ? run(part, from: 0, seeded: 0...position, endingAt: position)
                    : run(part, from: position, seeded: position...position, endingAt: nil)
                if found != negated { open.append(thread + 1) }
            case .match: threads.matched = true
            }
        }
    }

    private func isWord(_ position: Int) -> Bool {
        scalars.indices.contains(position) && ScalarClass.word.contains(scalars[position])
    }
}

/// The threads alive at one position, each once.
private struct ThreadSet {
    var waiting: [Int] = []
    var matched = false
    private var seen: [Bool]

    init(count: Int) { seen = [Bool](repeating: false, count: count) }

    mutating func insert(_ thread: Int) -> Bool {
        if seen[thread] { return false }
        seen[thread] = true
        return true
    }
}
