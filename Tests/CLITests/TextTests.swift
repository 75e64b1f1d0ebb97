import Domain
import Testing

@testable import CLI

@Suite struct TextTests {
    @Test func whatIsPutInIsShownAndNeverObeyed() {
        let title = "fine\n\u{1b}[31mred\u{202e}\u{9b}2J\tend"
        #expect(
            ("\(title, .bold)!" as Text).rendered(colored: true)
                == "\u{1b}[1mfine⏎⟦U+001B escape⟧[31mred⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧⟦U+009B escape⟧2J end\u{1b}[0m!")
        #expect(Text(block: "a\n\tb\u{7}").plain == "a\n\tb⟦U+0007 control⟧")
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
        ("e\u{301}a", 2, "e\u{301}a"),
    ])
    func isCutToColumns(_ text: String, _ columns: Int, _ expected: String) {
        #expect(Text(text).truncated(to: columns).plain == expected)
    }

    @Test func aTableGivesWayAtItsWidestColumn() {
        var table = Table("ID", "TITLE")
        table.add("a1", "a title that is rather long")
        table.add("日本", "x")
        #expect(
            table.lines(width: nil).map(\.plain) == [
                "ID    TITLE", "a1    a title that is rather long", "日本  x",
            ])
        #expect(
            table.lines(width: 20).map(\.plain) == ["ID    TITLE", "a1    a title that …", "日本  x"])
    }

    @Test(arguments: [
        (0, "just now"), (-4, "just now"), (59, "59 seconds ago"), (60, "1 minute ago"), (7199, "1 hour ago"),
        (7200, "2 hours ago"), (-90_000, "in 1 day"), (5_184_000, "2026-11-16"),
    ])
    func momentsAreSaidAsPeopleDo(_ secondsAgo: Int64, _ expected: String) {
        let now = Timestamp(secondsSince1970: 1_800_000_000)
        #expect(RelativeTime.text(now - secondsAgo, now: now) == expected)
    }

    @Test func jsonKeepsItsValueAndHidesNothing() throws {
        let value: JSON = ["title": "a\u{9b}b\u{202e}c\u{e0041}", "n": 3, "path": "a/b"]
        let text = try JSONText.pretty(value)
        #expect(
            text == """
                {
                  "n" : 3,
                  "path" : "a/b",
                  "title" : "a\\u009bb\\u202ec\\udb40\\udc41"
                }
                """)
        #expect(try JSON(text: text) == value)
    }

    @Test func whatSeveralPeopleShareIsSaidOnce() {
        let editors: JSON = ["changed policy 3, policy 2 in the last 14 days"]
        let failure = Failure(
            .poolTooSmall, "too few",
            detail: ["excluded": ["ben": editors, "ada": editors, "bob": ["asked for this run"]]])
        #expect(
            FailureText.text(failure) == """
                countersign: too few (pool_too_small)
                  - ada, ben cannot review it (changed policy 3, policy 2 in the last 14 days)
                  - bob cannot review it (asked for this run)

                """)
    }
}
