import Domain
import Testing

@Suite struct JSONTests {
    /// The example of RFC 8785, section 3.2.3, and the numbers of its appendix B.
    @Test(arguments: [
        ("1e30", "1e+30"), ("4.50", "4.5"), ("2e-3", "0.002"), ("0.000000000000000000000000001", "1e-27"),
        ("333333333.33333329", "333333333.3333333"), ("5e-324", "5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("9007199254740992", "9007199254740992"), ("4611686018427387904", "4611686018427387904"),
        ("295147905179352830000", "295147905179352830000"),
        ("-0.0", "0"), ("1e21", "1e+21"), ("1e23", "1e+23"), ("0.000001", "0.000001"), ("0.0000001", "1e-7"),
        ("123.456", "123.456"),
    ])
    func canonicalNumbers(written: String, canonical: String) throws {
        #expect(try JSON(text: written).canonical == canonical)
    }

    @Test func canonicalObject() throws {
        let text =
            "{\"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\", \"1\": [null, true], \"a\\u0001\": \"\\u001f\\n\"}"
        #expect(
            try JSON(text: text).canonical
                == "{\"\\r\":\"Carriage Return\",\"1\":[null,true],\"a\\u0001\":\"\\u001f\\n\",\"€\":\"Euro Sign\"}")
    }

    @Test func badJSONSaysWhat() {
        #expect(throws: Failure.self) { try JSON(text: "{\"a\": }") }
    }

    @Test func digestOfTheEmptyText() {
        #expect(Digest.of("").description == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Digest(Digest.of("x").description) == Digest.of("x"))
        #expect(Digest("sha256:zz") == nil)
    }

    @Test func identifiersSortByAge() {
        let early = Identifier.make(.run, secondsSince1970: 1_000, random: .max)
        let late = Identifier.make(.run, secondsSince1970: 1_001, random: 0)
        #expect(early < late)
        #expect(Identifier.isValid(early, .run))
        #expect(!Identifier.isValid(early, .team))
        #expect(!Identifier.isValid(early + "x", .run))
    }
}
