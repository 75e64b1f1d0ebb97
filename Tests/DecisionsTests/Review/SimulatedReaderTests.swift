import Decisions
import Domain
import Testing

/// Readers and pretenders on the real clock, chunks and rules.
@Suite struct SimulatedReaderTests {
    /// An output ready to be reviewed, with an anchor for each part that can be quoted.
    private struct Output: Sendable {
        let facts: ReviewFacts
        let anchors: [Anchor]
    }

    private static let settings = ReviewSettings()

    private static let outputs: [Output] = (0..<40).compactMap { seed in
        var random = SeededGenerator(UInt64(seed) + 1_000)
        return output(seed, &random)
    }

    private static func output(_ seed: Int, _ random: inout SeededGenerator) -> Output? {
        func file(_ path: String, _ kind: OutputKind, _ text: String) -> Chunker.File {
            Chunker.File(path: path, kind: kind, bytes: Array(text.utf8))
        }
        let size = Int.random(in: 1...7, using: &random)
        var files = [Chunker.File]()
        if seed % 2 == 0 { files.append(file("report.md", .document, RandomFile.markdown(size * 2, &random))) }
        if seed % 3 == 0 { files.append(file("a.py", .code, RandomFile.code(size, &random))) }
        if seed % 5 == 0 { files.append(file("change.diff", .code, RandomFile.diff(size, &random))) }
        if seed % 7 == 0 { files.append(file("t.csv", .data, RandomFile.csv(size * 10, &random))) }
        if seed % 11 == 0 { files.append(.init(path: "c.png", kind: .document, bytes: [0x89, 0, 1, 2])) }
        if files.isEmpty { files.append(file("note.txt", .message, RandomFile.paragraph(&random))) }
        let facts = ReviewFixture.facts(
            of: files, risk: .routine, criteria: Int.random(in: 1...6, using: &random), anchors: [])
        guard case .tooLarge = OutputSize.assess(OutputSize.units(of: facts.chunks.map(\.chunk)), by: Self.settings)
        else {
            return Output(
                facts: facts,
                anchors: facts.chunks.compactMap { chunk in
                    facts.texts[chunk.chunk.index].flatMap { changedFirst(chunk.chunk, $0) }
                })
        }
        return nil
    }

    /// In a diff a reader quotes the change.
    private static func changedFirst(_ chunk: Chunk, _ text: String) -> Anchor? {
        if chunk.kind == .diff {
            for (offset, line) in text.split(separator: "\n").enumerated() where line.hasPrefix("+ ") {
                let place = chunk.startLine + offset
                let anchor = Anchor(chunk: chunk.index, startLine: place, endLine: place, quotation: String(line))
                if AnchorCheck.failures(anchor, chunk: chunk, text: text, subject: "").isEmpty { return anchor }
            }
        }
        return ReviewFixture.anchor(in: chunk, text: text)
    }

    @Test func theOutputsAreWorthReading() {
        #expect(Self.outputs.count >= 25)
        #expect(Self.outputs.contains { $0.facts.chunks.count == 1 })
        #expect(Self.outputs.contains { $0.facts.chunks.count > 12 })
        #expect(
            Set(Self.outputs.flatMap { $0.facts.chunks.map(\.chunk.kind) }).isSuperset(of: [
                .prose, .code, .diff, .table, .chart,
            ]))
    }

    /// 10,000 diligent readers, from 0.6 to 1.6 of the planned time, in any order, coming back and getting lost in
    /// other reviews: none is refused, none is flagged. With the risk a careful reader gets as much slower as the limit
    /// rises; who does not (half of them) is still never refused, nor flagged up to `shared`. Above that 0.6 of the
    /// planned time is fast by the table itself: for prose at `irreversible` the limit is 267 words a minute.
    @Test(arguments: 0..<10) func theDiligentAreNeverBothered(batch: UInt64) {
        var random = SeededGenerator(batch)
        for _ in 0..<1_000 {
            guard let output = Self.outputs.randomElement(using: &random),
                let risk = Risk.allCases.randomElement(using: &random)
            else { continue }
            let constant = Double.random(in: 0.6...1.6, using: &random)
            let isSteady = Bool.random(using: &random)
            let isCareful = Bool.random(using: &random)
            let care = isCareful ? max(1, Double(risk.paceFactorPercent) / 100) : 1
            var visits = [(chunk: Int, milliseconds: Int)]()
            for chunk in output.facts.chunks.shuffled(using: &random) {
                let speed = isSteady ? constant : Double.random(in: 0.6...1.6, using: &random)
                let time = Int(
                    (Double(chunk.chunk.units.plannedMilliseconds(by: Self.settings)) * speed * care).rounded(.up))
                let first = Int.random(in: 0...3, using: &random) == 0 ? time / 2 : time
                visits.append((chunk.chunk.index, first))
                if first < time { visits.append((chunk.chunk.index, time - first)) }
            }
            var facts = Self.reviewed(output, visits: visits, distractions: true, &random)
            facts.risk = risk
            facts.responses = Self.answers(output, facts, &random)
            let decision = ReviewDecision.decide(verdict: .approve, facts: facts)
            guard case .accepted(let flags) = decision, flags.isEmpty || (!isCareful && risk > .shared) else {
                Issue.record("\(decision)")
                return
            }
        }
    }

    /// Whoever pretends is refused: too fast everywhere, one page open all day, twenty tabs at once, parts skipped.
    @Test(arguments: 0..<10) func rubberStampersAreRefused(batch: UInt64) {
        var random = SeededGenerator(batch + 500)
        for _ in 0..<200 {
            guard
                let output = Self.outputs.filter({
                    $0.facts.chunks.contains { $0.chunk.units.refuseMilliseconds(by: Self.settings) > 25_000 }
                })
                .randomElement(using: &random)
            else { continue }
            let parts = output.facts.chunks.map(\.chunk)
            let strategy = Int.random(in: 0..<4, using: &random)
            let visits: [(chunk: Int, milliseconds: Int)] =
                switch strategy {
                case 0: []
                case 1: parts.map { ($0.index, 200) }
                case 2: parts.map { ($0.index, $0.units.refuseMilliseconds(by: Self.settings) * 9 / 10) }
                default: parts.map { ($0.index, 1) } + [(parts[0].index, 8 * 3_600_000)]
                }
            var facts = Self.reviewed(output, visits: visits, distractions: false, &random)
            facts.responses = Self.answers(output, facts, &random)
            let codes = ReviewFixture.codes(facts)
            // A page left open all day suffices only where there is but one page, and only for that page.
            if strategy == 3 && parts.count == 1 { continue }
            #expect(codes.contains(.paceImplausible), "strategy \(strategy)")
            #expect(codes.contains(.coverageIncomplete) == (strategy == 0))
        }
    }

    /// The facts after these visits, by the attention clock.
    private static func reviewed(
        _ output: Output, visits: [(chunk: Int, milliseconds: Int)], distractions: Bool, _ random: inout SeededGenerator
    ) -> ReviewFacts {
        var facts = output.facts
        for index in facts.chunks.indices {
            facts.chunks[index].servedOrder = nil
            facts.chunks[index].isAcknowledged = false
            facts.chunks[index].creditedMilliseconds = 0
        }
        var (state, now, served): (AttentionClock.State?, Int, Int) = (nil, ReviewFixture.now, 0)
        func send(_ event: AttentionClock.Event) {
            let step = AttentionClock.advance(state, event)
            state = step.state
            for credit in step.credits where credit.target.reviewID == "rev_1" {
                facts.chunks[credit.target.chunkIndex].creditedMilliseconds += credit.milliseconds
            }
        }
        for visit in visits {
            let target = AttentionClock.Target(reviewID: "rev_1", chunkIndex: visit.chunk)
            let planned = facts.chunks[visit.chunk].chunk.units.plannedMilliseconds(by: Self.settings)
            if facts.chunks[visit.chunk].servedOrder == nil {
                served += 1
                facts.chunks[visit.chunk].servedOrder = served
            }
            // Nobody looks at one thing for longer than it is credited without moving: a careful reader comes back.
            var left = visit.milliseconds
            repeat {
                let time = distractions ? min(left, AttentionClock.allowance(plannedMilliseconds: planned)) : left
                send(.focus(target, plannedMilliseconds: planned, atMilliseconds: now))
                now += time
                left -= time
                if distractions && Bool.random(using: &random) {
                    let other = AttentionClock.Target(reviewID: "rev_2", chunkIndex: 0)
                    send(.focus(other, plannedMilliseconds: 0, atMilliseconds: now))
                    now += Int.random(in: 0...600_000, using: &random)
                } else {
                    send(.blur(target, atMilliseconds: now))
                }
            } while left > 0
            facts.chunks[visit.chunk].isAcknowledged = true
        }
        return facts
    }

    /// A quotation from each third, and enough of them.
    private static func answers(
        _ output: Output, _ facts: ReviewFacts, _ random: inout SeededGenerator
    ) -> [CriterionResponse] {
        func order(_ anchor: Anchor) -> Int { facts.chunks[anchor.chunk].servedOrder ?? .max }
        let anchors = output.anchors.sorted { order($0) < order($1) }
        return facts.criteria.enumerated().map { index, criterion in
            // From the end, so that the first answer covers the last third.
            let anchor = anchors.isEmpty ? nil : anchors[anchors.count - 1 - index % anchors.count]
            return CriterionResponse(
                criterionID: criterion.id, answer: .pass, reason: "The picture shows it.",
                anchors: anchor.map { [$0] } ?? [])
        }
    }
}
