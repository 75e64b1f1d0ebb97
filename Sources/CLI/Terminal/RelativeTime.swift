import Domain

/// Moments as people say them.
package enum RelativeTime {
    /// `3 minutes ago`, `in 2 days`, `just now`; the date from 60 days on.
    package static func text(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = now.secondsSince1970 - time.secondsSince1970
        let size = seconds.magnitude
        if size < 5 { return "just now" }
        guard size < 60 * 86_400 else { return String("\(time)".prefix(10)) }
        let span = text(seconds: size)
        return seconds > 0 ? "\(span) ago" : "in \(span)"
    }

    /// `1 minute`, `3 hours`: the largest unit, rounded down.
    package static func text(seconds: UInt64) -> String {
        let units: [(UInt64, String)] = [(86_400, "day"), (3600, "hour"), (60, "minute")]
        let (size, name) = units.first { seconds >= $0.0 } ?? (1, "second")
        return (seconds / size).counted(name)
    }

    package static func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<1024: "\(bytes) B"
        case ..<(1 << 20): "\((bytes + 512) / 1024) KiB"
        default: "\((bytes + (1 << 19)) >> 20) MiB"
        }
    }
}
