import Domain
import Foundation
import Testing

/// The oracle is Foundation's decoder.
@Suite struct JSONReaderTests {
    static let texts = [
        "", " ", "null", " true ", "false", "nul", "truex", "tru", "0", "-0", "-0.0", "-1", "01", "-01", "00", "1.",
        ".5",
        "1.0", "1.5", "1e3", "1E+3", "1e-3", "1e", "1e+", "-", "+1", "--1", "0x10", "1_000", "NaN", "Infinity", "1e400",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "9007199254740993", "9007199254740993.0", "1e18", "123456789012345678901234567890", "1e22", "0e999", "0.0",
        "-0e5", "1.50e1",
        "1.5e16", "12345678901234567.0", "100e-2", "105e-2", "1e-7", "12 ", "1 2",
        "\"\"", "\"a\"", "\"", "\"a", "\"\\", "\"\\\"", #""\b\f\n\r\t\/\\\"""#, #""\x""#, #""\u0041""#, #""\u004""#,
        #""\u00e9\u20AC""#, #""\ud83d\ude00""#, #""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\ud83d\u0041""#,
        #""\u0000""#, #""\u+041""#, "\"tab\there\"", "\"line\nhere\"", "\"é€😀\"", "\"\u{7f}\"", "[", "]", "[]", "[ ]",
        "[1]", "[,1]", "[1 2]", "[1,2", "[[],[[]]]", "{", "}", "{}", "{ }", #"{"a":1}"#,
        #"{"a" : [ true , null ] }"#, #"{"a"}"#, #"{"a":}"#, #"{a:1}"#, #"{1:1}"#, #"{"a":1 "b":2}"#, #"{"":{}}"#,
        "{}{}", "// no\n1", "[1]/**/", "'a'", "\u{feff}1", "\u{a0}1",
    ]

    private func oracle(_ bytes: [UInt8]) -> JSON? { try? JSONDecoder().decode(JSON.self, from: Data(bytes)) }

    @Test(arguments: texts)
    func readsWhatFoundationReads(text: String) {
        #expect((try? JSON(text: text)) == oracle(Array(text.utf8)))
    }

    @Test(
        arguments: [
            [0x22, 0xff, 0x22], [0x22, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xc0, 0x80, 0x22], [0xff],
        ] as [[UInt8]])
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        #expect((try? JSON(bytes: bytes)) == nil)
    }

    @Test func mutationsToo() {
        let text = #"{"a":[1,-2.5e3,true,null,{"b":"\u00e9\n"}],"c":"x y","d":{}} "#
        let alphabet = Array(#"{}[]",:\u0e-+.1tfn /"#.utf8)
        var random = Linear()
        for _ in 0..<20_000 {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = byte
                case 1: bytes.insert(byte, at: place)
                default: bytes.remove(at: place)
                }
            }
            // Which Foundation lets pass.
            if bytes.filter({ $0 != 0x20 && $0 != 0x0a }).hasTrailingComma { continue }
            if saysTwice(bytes) { continue }
            let (ours, theirs) = (try? JSON(bytes: bytes), oracle(bytes))
            if ours != theirs { Issue.record("\(String(decoding: bytes, as: UTF8.self))") }
        }
    }

    /// Which Foundation lets pass, too.
    private func saysTwice(_ bytes: [UInt8]) -> Bool {
        do { _ = try JSON(bytes: bytes) } catch let failure as Failure {
            return failure.message.hasSuffix("is given twice")
        } catch {}
        return false
    }

    @Test(arguments: ["[1,]", "{\"a\":1,}", "[[1],]"])
    func refusesTrailingCommas(text: String) {
        #expect((try? JSON(text: text)) == nil)
    }

    /// Foundation takes the first of them, others the last.
    @Test func refusesTwoMembersOfOneName() {
        let failure = #expect(throws: Failure.self) { try JSON(text: "{\"a\":1,\n\"a\":2}") }
        #expect(failure?.message == "not valid JSON: line 2, byte 4: `a` is given twice")
        #expect((try? JSON(text: #"[{"a":1},{"a":{"a":2}}]"#)) != nil)
    }

    @Test func nestingEndsSomewhere() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect((try? JSON(text: nested(512))) != nil)
        #expect((try? JSON(text: nested(513))) == nil)
        #expect((try? JSON(text: String(repeating: "{\"a\":", count: 100_000))) == nil)
    }

    @Test func saysWhere() {
        let failure = #expect(throws: Failure.self) { try JSON(text: "{\n  \"a\" 1}") }
        #expect(failure?.message == "not valid JSON: line 2, byte 7: `:` is missing")
        #expect(failure?.detail == ["line": 2, "byte": 7, "flaw": "`:` is missing"])
    }

    /// The same numbers every time.
    private struct Linear: RandomNumberGenerator {
        var state: UInt64 = 1
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }
}

extension [UInt8] {
    fileprivate var hasTrailingComma: Bool {
        zip(self, dropFirst()).contains {
            $0 == UInt8(ascii: ",") && [UInt8(ascii: "]"), UInt8(ascii: "}")].contains($1)
        }
    }
}
