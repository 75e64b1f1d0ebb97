import Domain

/// `time: {zone: Europe/Berlin, days: [monday, friday], from: "09:00", to: "17:00"}`. Days and hours may be left out:
/// every day, all day. Over midnight when `to` is before `from`.
enum TimeWindowReader {
    static func read(_ reader: MappingReader, _ file: PolicyFile) -> TimeWindow? {
        guard reader.has("time"),
            let window = reader.mapping("time", "time", keys: ["zone", "days", "from", "to"])
        else { return nil }
        let zone = zone(window, file)
        let days = window.optionalWords("days", of: Weekday.self) ?? Weekday.allCases
        if let node = window.optionalNode("days"), node.sequence?.isEmpty == true {
            window.problems.report("days must not be empty: leave it out for every day", at: node)
        }
        guard window.has("from") == window.has("to") else {
            window.problems.report("from and to belong together", at: window.node)
            return nil
        }
        let opens = minute("from", window)
        let closes = minute("to", window)
        guard let zone, let opens, let closes, !days.isEmpty else { return nil }
        if window.has("from"), opens == closes, let node = window.optionalNode("to") {
            window.problems.remark(
                "from and to are the same, so this is all day: leave both out to say so, or move one", at: node)
        }
        return TimeWindow(zone: zone, days: Set(days), opens: opens % (24 * 60), closes: closes % (24 * 60))
    }

    private static func zone(_ reader: MappingReader, _ file: PolicyFile) -> ZoneName? {
        guard let text = reader.string("zone", if: { ZoneName($0) != nil }), let node = reader.optionalNode("zone")
        else { return nil }
        guard let zone = ZoneName(text) else {
            reader.problems.report(
                "zone must be UTC or Area/Place, such as Europe/Berlin; this is \(text)", at: node)
            return nil
        }
        file.references.note(.zone, node)
        return zone
    }

    private static func minute(_ key: String, _ reader: MappingReader) -> Int? {
        guard reader.has(key) else { return 0 }
        guard let text = reader.string(key, if: { LocalTime.minutes($0) != nil }), let node = reader.optionalNode(key)
        else { return nil }
        if let minute = LocalTime.minutes(text) { return minute }
        reader.problems.report("\(key) must be a time from 00:00 to 24:00; this is \(text)", at: node)
        return nil
    }
}
