import Domain
import FoundationEssentials
import Platform
import Testing

@Suite struct ClockTests {
    @Test func wallClockAgreesWithFoundation() {
        let apart = abs(Double(Clock.wallMilliseconds) - Date().timeIntervalSince1970 * 1000)
        #expect(apart < 1000)
        #expect(abs(Clock.wallSeconds - Clock.wallMilliseconds / 1000) <= 1)
    }

    @Test func monotonicClockNeverGoesBack() {
        let times = (0..<1000).map { _ in Clock.monotonicMilliseconds }
        #expect(times == times.sorted())
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    ])
    func timestamps(milliseconds: Int, text: String) {
        #expect(Timestamp.text(millisecondsSince1970: milliseconds) == text)
    }

    /// Foundation as the oracle, on every 37th day of four hundred years.
    @Test func timestampsAgreeWithFoundation() {
        for day in stride(from: 0, to: 146_097, by: 37) {
            let seconds = day * 86_400 + day % 86_400
            let expected = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601).dropLast()
            #expect(Timestamp.text(millisecondsSince1970: seconds * 1000) == "\(expected).000Z")
        }
    }

    @Test func identifiersAreOfNow() {
        let first = Identifier.make(.run)
        #expect(Identifier.isValid(first, .run))
        #expect(first != Identifier.make(.run))
        let before = Identifier.make(.run, secondsSince1970: UInt64(Clock.wallSeconds - 2), random: .max)
        let after = Identifier.make(.run, secondsSince1970: UInt64(Clock.wallSeconds + 2), random: 0)
        #expect(before < first && first < after)
    }
}
