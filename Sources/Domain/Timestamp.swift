/// A moment, to the microsecond, as PostgreSQL keeps it. Written in RFC 3339, always in UTC: `2026-11-01T12:30:00.25Z`.
package struct Timestamp: Hashable, Sendable, Comparable {
    package let microsecondsSince1970: Int64

    package init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    package init(secondsSince1970: Int64) { self = Timestamp(microsecondsSince1970: 0) + secondsSince1970 }

    /// Whole seconds, rounded down.
    package var secondsSince1970: Int64 { Self.split(microsecondsSince1970, by: 1_000_000).quotient }
    /// Whole milliseconds, rounded down.
    package var millisecondsSince1970: Int64 { Self.split(microsecondsSince1970, by: 1000).quotient }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }

    /// So many seconds later; stays at the end of time instead of wrapping around.
    package static func + (time: Timestamp, seconds: Int64) -> Timestamp {
        let (step, tooFar) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, beyond) = time.microsecondsSince1970.addingReportingOverflow(step)
        guard !tooFar && !beyond else { return Timestamp(microsecondsSince1970: seconds < 0 ? .min : .max) }
        return Timestamp(microsecondsSince1970: sum)
    }

    package static func - (time: Timestamp, seconds: Int64) -> Timestamp {
        time + (seconds == .min ? .max : -seconds)
    }

    /// Rounds towards the past, also before 1970.
    private static func split(_ value: Int64, by size: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: size)
        return remainder < 0 ? (quotient - 1, remainder + size) : (quotient, remainder)
    }
}

extension Timestamp: CustomStringConvertible {
    package var description: String {
        let (seconds, micros) = Self.split(microsecondsSince1970, by: 1_000_000)
        let (days, second) = Self.split(seconds, by: 86_400)
        let date = CivilDate(daysSince1970: days)
        func digits(_ value: Int64, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        var fraction = ""
        if micros > 0 {
            fraction = "." + digits(micros, 6)
            while fraction.hasSuffix("0") { fraction.removeLast() }
        }
        return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
            + "T\(digits(second / 3600, 2)):\(digits(second / 60 % 60, 2)):\(digits(second % 60, 2))\(fraction)Z"
    }

    /// The same to the minute, for people: `2026-11-01T12:30Z`.
    package var minute: String {
        let full = description
        return full.prefix(upTo: full.lastIndex(of: ":") ?? full.endIndex) + "Z"
    }

    /// Reads RFC 3339 (any offset) and what PostgreSQL prints with DateStyle ISO (`2026-11-01 12:30:00.25+00`). Nil for
    /// anything else: a date that does not exist, a leap second, more than six decimals, `infinity`.
    package init?(_ text: String) {
        var scanner = Scanner(rest: Array(text.utf8)[...])
        guard let year = scanner.number(4), scanner.one(of: "-"), let month = scanner.number(2), scanner.one(of: "-"),
            let day = scanner.number(2), scanner.one(of: "Tt "), let hour = scanner.number(2), scanner.one(of: ":"),
            let minute = scanner.number(2), scanner.one(of: ":"), let second = scanner.number(2),
            let micros = scanner.fraction(), let offset = scanner.offsetSeconds(), scanner.rest.isEmpty,
            hour < 24, minute < 60, second < 60
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard (1...12).contains(month), CivilDate(daysSince1970: date.daysSince1970) == date else { return nil }
        let seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(microsecondsSince1970: seconds * 1_000_000 + micros)
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func one(of allowed: String) -> Bool {
            guard let first = rest.first, allowed.utf8.contains(first) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(_ width: Int) -> Int64? {
            let digits = rest.prefix(width)
            guard digits.count == width, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
            rest.removeFirst(width)
            return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
        }

        mutating func fraction() -> Int64? {
            guard one(of: ".") else { return 0 }
            let width = rest.prefix { (48...57).contains($0) }.count
            guard (1...6).contains(width), let value = number(width) else { return nil }
            return (width..<6).reduce(value) { scaled, _ in scaled * 10 }
        }

        mutating func offsetSeconds() -> Int64? {
            if one(of: "Zz") { return 0 }
            let sign: Int64 = one(of: "-") ? -1 : one(of: "+") ? 1 : 0
            guard sign != 0, let hours = number(2), hours < 24 else { return nil }
            guard !rest.isEmpty else { return sign * hours * 3600 }
            guard one(of: ":"), let minutes = number(2), minutes < 60 else { return nil }
            return sign * (hours * 3600 + minutes * 60)
        }
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let time = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a time (RFC 3339, at most six decimals)"))
        }
        self = time
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A day of the Gregorian calendar, extended backwards. The arithmetic counts from 1 March, so that the leap day is the
/// last of its year, in eras of 400 years (146 097 days).
private struct CivilDate: Equatable {
    let year: Int64
    let month: Int64
    let day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    init(daysSince1970: Int64) {
        let days = daysSince1970 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    var daysSince1970: Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
