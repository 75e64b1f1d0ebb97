import Domain
import Testing

@Suite struct PaceTests {
    /// The table of `review.md`, in milliseconds: refuse, flag at routine, shared, sensitive, irreversible, planned.
    @Test(arguments: [
        (ReadingUnits(addedLines: 1), [1_000, 2_250, 3_000, 3_750, 4_500, 9_000]),
        (ReadingUnits(deletedLines: 1), [300, 675, 900, 1_125, 1_350, 2_000]),
        (ReadingUnits(contextLines: 1), [100, 225, 300, 375, 450, 600]),
        (ReadingUnits(words: 1_000), [80_000, 112_500, 150_000, 187_500, 225_000, 252_000]),
        (ReadingUnits(cells: 1), [150, 300, 400, 500, 600, 1_000]),
        (ReadingUnits(images: 1), [3_000, 6_000, 8_000, 10_000, 12_000, 25_000]),
        (ReadingUnits(actionLines: 1), [1_000, 3_000, 4_000, 5_000, 6_000, 10_000]),
        (ReadingUnits(methodologyCriteria: 1), [5_000, 11_250, 15_000, 18_750, 22_500, 60_000]),
        (ReadingUnits(), [0, 0, 0, 0, 0, 0]),
    ])
    func theTable(units: ReadingUnits, milliseconds: [Int]) {
        let settings = ReviewSettings()
        let flags = Risk.allCases.map { units.flagMilliseconds($0, by: settings) }
        let (refuse, planned) = (units.refuseMilliseconds(by: settings), units.plannedMilliseconds(by: settings))
        #expect([refuse] + flags + [planned] == milliseconds)
    }

    @Test func unitsAddUp() {
        let units = ReadingUnits(
            addedLines: 1, deletedLines: 2, contextLines: 3, words: 4, cells: 5, images: 6, actionLines: 7,
            methodologyCriteria: 8)
        let double = ReadingUnits(
            addedLines: 2, deletedLines: 4, contextLines: 6, words: 8, cells: 10, images: 12, actionLines: 14,
            methodologyCriteria: 16)
        #expect(ReadingUnits.total([units, units]) == double)
        #expect(double.effectiveLines == 12)
    }
}
