import Domain
import Formats
import Testing

@Suite struct LineBlameTests {
    private static let cases: [(texts: [String], owners: [Int])] = [
        ([], []), ([""], []), (["a"], [0]), (["a\nb\n"], [0, 0]), (["a\n", "a\nb\n"], [0, 1]),
        (["b\n", "a\nb\n"], [1, 0]), (["a\nb\nc\n", "a\nx\nc\n"], [0, 1, 0]), (["a\nb\nc", "c\n"], [0]),
        (["a\nb\n", "", "a\nb\n"], [2, 2]), (["a", "a\nb"], [0, 1]),
        (["a\nb\nc\nd\n", "a\nd\n", "a\ne\nd\nf\n"], [0, 2, 0, 2]),
        (["a\r\nb\r\n", "a\r\nb\n"], [0, 1]),
    ]

    @Test(arguments: cases.indices) func ownersOfLines(index: Int) throws {
        let (texts, owners) = Self.cases[index]
        #expect(try LineBlame.lines(of: texts) == owners)
        #expect(ContextLines.of(texts.last ?? "").count == owners.count)
    }

    /// Every line is written once, so the text that first has it has brought it.
    @Test func historiesOfUniqueLines() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            var written = 0
            var texts: [[Int]] = [[]]
            for _ in 0..<12 {
                var text = texts.last?.filter { _ in Int.random(in: 0..<6, using: &random) > 0 } ?? []
                for _ in 0..<Int.random(in: 0...4, using: &random) {
                    written += 1
                    text.insert(written, at: Int.random(in: 0...text.count, using: &random))
                }
                texts.append(text)
            }
            let expected = texts.last?.map { line in texts.firstIndex { $0.contains(line) } }
            let owners = try LineBlame.lines(of: texts.map { $0.map { "line \($0)\n" }.joined() })
            #expect(owners == expected, "\(texts)")
        }
    }
}
