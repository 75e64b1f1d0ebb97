import Domain

/// A moment on the command line: a day (`2026-12-24`, which begins at midnight in UTC) or a time in RFC 3339.
struct Day: OptionValue, Equatable {
    /// Also to the minute, as times are shown.
    static let expectation = "a day as 2026-12-24 or a time as 2026-12-24T12:00:00Z"

    let time: Timestamp

    static func read(_ text: String) -> Day? {
        let full =
            switch text.utf8.count {
            case 10: text + "T00:00:00Z"
            case 17 where text.hasSuffix("Z"): String(text.dropLast()) + ":00Z"
            default: text
            }
        return Timestamp(full).map { Day(time: $0) }
    }
}
