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
}
