/// Durations as admins write them: `30m`, `72h`, `7d`.
package enum DurationText {
    private static let units: [(letter: Character, seconds: Int)] = [("d", 86_400), ("h", 3_600), ("m", 60)]

    /// Nil for anything else, or for more than a hundred years.
    package static func seconds(_ text: String) -> Int? {
        guard let unit = units.first(where: { $0.letter == text.last }) else { return nil }
        let digits = text.dropLast()
        guard !digits.isEmpty, digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let count = Int(digits), count <= 100 * 366 * 86_400 / unit.seconds
        else { return nil }
        return count * unit.seconds
    }

    /// In the largest unit that divides it.
    package static func text(_ seconds: Int) -> String {
        for unit in units where seconds % unit.seconds == 0 { return "\(seconds / unit.seconds)\(unit.letter)" }
        return "\(seconds)s"
    }
}
