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

    @Test func identifiersAreOfNow() {
        let first = Identifier.make(.run)
        #expect(Identifier.isValid(first, .run))
        #expect(first != Identifier.make(.run))
        let before = Identifier.make(.run, secondsSince1970: UInt64(Clock.wallSeconds - 2), random: .max)
        let after = Identifier.make(.run, secondsSince1970: UInt64(Clock.wallSeconds + 2), random: 0)
        #expect(before < first && first < after)
    }
}
