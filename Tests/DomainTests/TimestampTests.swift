import Domain
import FoundationEssentials
import Testing

/// Expected numbers come from GNU date (`date -u -d … +%s`).
@Suite struct TimestampTests {
    static let moments: [(text: String, micros: Int64, written: String)] = [
        ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
        ("2000-02-29T23:59:59.000001Z", 951_868_799_000_001, "2000-02-29T23:59:59.000001Z"),
        ("2026-11-01 12:30:00.25+00", 1_793_536_200_250_000, "2026-11-01T12:30:00.25Z"),
        ("2026-11-01T12:30:00+02:00", 1_793_529_000_000_000, "2026-11-01T10:30:00Z"),
        ("2026-11-01t12:30:00-05:30", 1_793_556_000_000_000, "2026-11-01T18:00:00Z"),
        ("1969-12-31T23:59:59.5z", -500_000, "1969-12-31T23:59:59.5Z"),
        ("1600-03-01T00:00:00Z", -11_670_912_000_000_000, "1600-03-01T00:00:00Z"),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    ]

    @Test(arguments: moments)
    func readsAndWrites(moment: (text: String, micros: Int64, written: String)) throws {
        let time = try #require(Timestamp(moment.text))
        #expect(time.microsecondsSince1970 == moment.micros)
        #expect(time.description == moment.written)
        let json = try JSONEncoder().encode([time])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(moment.written)\"]")
        #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [time])
    }

    @Test(arguments: [
        "", "infinity", "2026-11-01", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-00-10T00:00:00Z",
        "2026-11-01T24:00:00Z", "2026-11-01T12:60:00Z", "2026-11-01T12:30:60Z", "2026-11-01T12:30:00",
        "2026-11-01T12:30:00.Z", "2026-11-01T12:30:00.1234567Z", "2026-11-01T12:30:00Z ", "2026-11-01T12:30:00+2",
        "0044-03-15 00:00:00+00 BC", "+026-11-01T12:30:00Z",
    ])
    func refuses(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func arithmeticStopsAtTheEnds() {
        let start = Timestamp(secondsSince1970: 100)
        #expect(start + 5 == Timestamp(microsecondsSince1970: 105_000_000))
        #expect(start - 5 < start)
        #expect(start + .max == Timestamp(microsecondsSince1970: .max))
        #expect(start - .max == Timestamp(microsecondsSince1970: .min))
        #expect(Timestamp(microsecondsSince1970: -1).secondsSince1970 == -1)
        #expect(Timestamp(microsecondsSince1970: -1).millisecondsSince1970 == -1)
    }

    @Test func toTheMinuteForPeople() {
        #expect(Timestamp("2026-11-01T12:30:59.999Z")?.minute == "2026-11-01T12:30Z")
        #expect(Timestamp("2026-11-01T12:30:00Z")?.minute == "2026-11-01T12:30Z")
    }
}
