import Decisions
import Domain
import Testing

@Suite struct ChunkerPropertyTests {
    /// Every byte of every file is in exactly one chunk, in order, within the limits.
    @Test(arguments: 0..<40) func chunksAreTheFiles(seed: UInt64) throws {
        var random = SeededGenerator(seed)
        let files = RandomFile.all(&random)
        let chunks = Chunker.chunks(of: files)
        #expect(chunks.map(\.index) == Array(0..<chunks.count))
        for file in files {
            let own = chunks.filter { $0.path == file.path }
            #expect(own.first?.byteRange.lowerBound == 0)
            #expect(own.last?.byteRange.upperBound == file.bytes.count)
            for (one, next) in zip(own, own.dropFirst()) {
                #expect(one.byteRange.upperBound == next.byteRange.lowerBound)
                #expect(next.startLine - one.endLine == 0 || next.startLine - one.endLine == 1)
            }
            #expect(own.flatMap { file.bytes[$0.byteRange] } == file.bytes)
            for chunk in own {
                #expect(chunk.digest == Digest.of(file.bytes[chunk.byteRange]))
                expectLines(chunk, of: file)
                expectWithinLimits(chunk)
            }
        }
    }

    private func expectLines(_ chunk: Chunk, of file: Chunker.File) {
        guard chunk.kind != .opaque, chunk.kind != .chart else { return }
        let newlines = file.bytes[..<chunk.byteRange.lowerBound].count { $0 == 0x0A }
        let inside = file.bytes[chunk.byteRange].dropLast().count { $0 == 0x0A }
        #expect(chunk.startLine == newlines + 1)
        #expect(chunk.endLine == newlines + inside + 1)
        #expect(inside < 200)
    }

    private func expectWithinLimits(_ chunk: Chunk) {
        let units = chunk.units
        switch chunk.kind {
        case .prose: #expect(units.words <= 350)
        case .code, .diff: #expect(units.effectiveLines <= 60)
        case .table: #expect(units.cells <= 400 && units.words <= 400)
        case .log: #expect(units.effectiveLines <= 200)
        case .actionPayload: #expect(units.actionLines <= 80)
        case .chart: #expect(units == ReadingUnits(images: 1))
        case .opaque: #expect(units == ReadingUnits(images: 1) && !chunk.isQuotable)
        }
    }

    @Test func equalContentHasEqualChunks() {
        var (one, two) = (SeededGenerator(7), SeededGenerator(7))
        let (first, second) = (
            Chunker.chunks(of: RandomFile.all(&one)), Chunker.chunks(of: RandomFile.all(&two).reversed())
        )
        #expect(first == second)
        #expect(Manifest.root(first) == Manifest.root(second))
    }

    /// A changed paragraph changes chunks around it, never the whole file; other sections keep theirs.
    @Test(arguments: 0..<40) func anInsertionStaysLocal(seed: UInt64) {
        var random = SeededGenerator(seed)
        let paragraphs = (0..<160).map { _ in RandomFile.paragraph(&random) }
        let place = Int.random(in: 0..<160, using: &random)
        var edited = paragraphs
        edited[place] += " " + RandomFile.sentence(Int.random(in: 1...40, using: &random), &random)
        let (before, after) = (digests(paragraphs), digests(edited))
        let lost = before.count { !after.contains($0) }
        #expect(before != after)
        #expect(lost >= 1 && lost <= 8, "\(lost) of \(before.count)")

        func sections(_ texts: [String]) -> [String] {
            texts.enumerated().map { $0 % 10 == 0 ? "## Part \($0)\n\n\($1)" : $1 }
        }
        let (old, new) = (chunks(sections(paragraphs)), chunks(sections(edited)))
        let section = place / 10
        let elsewhere = old.filter { chunk in
            let start = sections(paragraphs).prefix(section * 10).joined(separator: "\n\n").utf8.count
            let end = sections(paragraphs).prefix(section * 10 + 10).joined(separator: "\n\n").utf8.count
            return chunk.byteRange.upperBound <= start || chunk.byteRange.lowerBound >= end
        }
        #expect(elsewhere.allSatisfy { chunk in new.contains { $0.digest == chunk.digest } })
    }

    @Test(arguments: 0..<20) func anInsertedRowStaysLocal(seed: UInt64) {
        var random = SeededGenerator(seed)
        var rows = (0..<2_000).map { "\($0),\(RandomFile.sentence(2, &random)),x" }
        func digests() -> [Digest] {
            let text = rows.joined(separator: "\n") + "\n"
            return Chunker.chunks(of: [.init(path: "t.csv", kind: .data, bytes: Array(text.utf8))]).map(\.digest)
        }
        let before = digests()
        rows.insert("new,row,x", at: Int.random(in: 0...2_000, using: &random))
        let after = digests()
        let lost = before.count { !after.contains($0) }
        #expect(lost >= 1 && lost <= 8, "\(lost) of \(before.count)")
    }

    private func chunks(_ paragraphs: [String]) -> [Chunk] {
        let text = paragraphs.joined(separator: "\n\n") + "\n"
        return Chunker.chunks(of: [.init(path: "r.md", kind: .document, bytes: Array(text.utf8))])
    }

    private func digests(_ paragraphs: [String]) -> [Digest] { chunks(paragraphs).map(\.digest) }
}
