/// Hours of the week in a place, such as Monday to Friday, 09:00 to 17:00 in Europe/Berlin.
package struct TimeWindow: Hashable, Sendable {
    package let zone: ZoneName
    /// The days on which the window opens; one that is open over midnight closes on the next day.
    package let days: Set<Weekday>
    /// Minutes since midnight; the window is open from `opens` and no longer at `closes`. Equal: all day.
    package let opens: Int
    package let closes: Int

    package init(zone: ZoneName, days: Set<Weekday>, opens: Int, closes: Int) {
        self.zone = zone
        self.days = days
        self.opens = opens
        self.closes = closes
    }

    package func contains(_ time: LocalTime) -> Bool {
        if opens < closes { return days.contains(time.day) && opens <= time.minute && time.minute < closes }
        if time.minute >= opens { return days.contains(time.day) }
        // Open since yesterday, or all of yesterday and so not today.
        return opens == closes ? days.contains(time.day) : time.minute < closes && days.contains(time.day.before)
    }

    /// Whenever this is open, so is the other: asked at every minute of the week at which one of them may change.
    package func isWithin(_ other: TimeWindow) -> Bool {
        let minutes = [0, opens, closes, other.opens, other.closes].filter { $0 < 24 * 60 }
        return zone == other.zone
            && Weekday.allCases.allSatisfy { day in
                minutes.map { LocalTime(day: day, minute: $0) }.allSatisfy { !contains($0) || other.contains($0) }
            }
    }
}

/// The name of a time zone in the IANA database; whether there is such a zone, the database server knows.
package struct ZoneName: Hashable, Sendable {
    package let text: String

    /// Nil for anything but `UTC` and `Area/Place`: abbreviations and offsets know no summer time.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isWord = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0.isLetter || [45, 95].contains($0) }
        }
        guard text == "UTC" || (parts.count >= 2 && isWord && text.utf8.count <= 60) else { return nil }
        self.text = text
    }
}

package enum Weekday: String, Sendable, CaseIterable, Codable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 1 for Monday to 7 for Sunday, as ISO 8601 counts.
    package init?(iso number: Int) {
        guard Self.allCases.indices.contains(number - 1) else { return nil }
        self = Self.allCases[number - 1]
    }

    package var iso: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
    /// As it stands in a sentence.
    package var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    package var before: Weekday { Self.allCases[(iso + 5) % 7] }
}

/// What a clock and a calendar on the wall of some place show.
package struct LocalTime: Hashable, Sendable, CustomStringConvertible {
    package let day: Weekday
    /// Since midnight.
    package let minute: Int

    package init(day: Weekday, minute: Int) {
        self.day = day
        self.minute = minute
    }

    package var description: String { "\(day.title) \(Self.text(minute))" }

    /// `09:30`
    package static func text(_ minute: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
    }

    /// Minutes since midnight of `HH:MM`, up to 24:00; nil for anything else.
    package static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isDigit) }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60, hours * 60 + minutes <= 24 * 60
        else { return nil }
        return hours * 60 + minutes
    }
}

/// The time of one moment in the places that rules ask about.
package struct LocalTimes: Hashable, Sendable {
    private let byZone: [ZoneName: LocalTime]
    private let elsewhere: LocalTime?

    package init(_ byZone: [ZoneName: LocalTime] = [:]) {
        self.byZone = byZone
        elsewhere = nil
    }

    /// The same time everywhere: what a test case states.
    package init(everywhere time: LocalTime) {
        byZone = [:]
        elsewhere = time
    }

    /// Nil when it cannot be told.
    package subscript(zone: ZoneName) -> LocalTime? { byZone[zone] ?? elsewhere }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (48...57).contains(self) }
    fileprivate var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
}
