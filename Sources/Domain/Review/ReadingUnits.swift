/// How much there is to read, in the units of the pace table. A line counts once per 80 visible characters, so that a
/// long line is not cheaper than the same text wrapped; a blank line takes no reading.
package struct ReadingUnits: Hashable, Sendable, Codable {
    package var addedLines = 0
    package var deletedLines = 0
    package var contextLines = 0
    package var words = 0
    package var cells = 0
    package var images = 0
    package var actionLines = 0
    package var methodologyCriteria = 0

    package init(
        addedLines: Int = 0, deletedLines: Int = 0, contextLines: Int = 0, words: Int = 0, cells: Int = 0,
        images: Int = 0, actionLines: Int = 0, methodologyCriteria: Int = 0
    ) {
        self.addedLines = addedLines
        self.deletedLines = deletedLines
        self.contextLines = contextLines
        self.words = words
        self.cells = cells
        self.images = images
        self.actionLines = actionLines
        self.methodologyCriteria = methodologyCriteria
    }

    /// Every line that has to be looked at, changed or not: three lines stay buried in five thousand of context.
    package var effectiveLines: Int { addedLines + deletedLines + contextLines }

    package static func + (left: ReadingUnits, right: ReadingUnits) -> ReadingUnits {
        ReadingUnits(
            addedLines: left.addedLines + right.addedLines,
            deletedLines: left.deletedLines + right.deletedLines,
            contextLines: left.contextLines + right.contextLines,
            words: left.words + right.words,
            cells: left.cells + right.cells,
            images: left.images + right.images,
            actionLines: left.actionLines + right.actionLines,
            methodologyCriteria: left.methodologyCriteria + right.methodologyCriteria)
    }

    package static func total(_ all: some Sequence<ReadingUnits>) -> ReadingUnits { all.reduce(ReadingUnits(), +) }
}
