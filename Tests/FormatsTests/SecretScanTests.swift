import Domain
import Formats
import Testing

@Suite struct SecretScanTests {
    private static let body = String(repeating: "aB3", count: 12)

    /// Written in pieces, so that no scanner takes this file for a leak.
    @Test(
        arguments: [
            ("-----BEGIN " + "RSA PRIVATE KEY-----", ["1:1 private_key"]), ("-----BEGIN CERTIFICATE-----", []),
            ("key: " + "AKIA" + "IOSFODNN7EXAMPLE", ["1:6 aws_key"]), ("AKIA is a prefix", []),
            ("x\ntoken " + "ghp_" + body, ["2:7 github_token"]),
            ("(" + "github_pat_" + body + ")", ["1:2 github_token"]),
            ("é " + "cs_p_" + body, ["1:3 our_token"]), ("cs_run_state_machine_of_ours", []),
            ("sk-ant-" + body, ["1:1 model_key"]),
            ("xoxb-" + "1234567890-abc", ["1:1 slack_token"]),
            ("password = \"" + "hunter2hunter2" + "\"", ["1:1 password"]),
            ("DB_PASSWORD=" + "s3cr3t-value", ["1:4 password"]), ("password: ${DB_PASSWORD_2}", []),
            ("api_key: <your-key-123>", []), ("The password: ask the operator", []),
            ("Passwords are never written down", []),
            ("password: see below; password: " + "hunter2hunter2", ["1:22 password"]),
        ] as [(String, [String])])
    func found(text: String, found: [String]) {
        #expect(SecretScan.find(in: text).map { "\($0.line):\($0.column) \($0.kind.rawValue)" } == found)
    }

    @Test func aTextIsTakenOrEverythingWrongIsSaid() {
        func problems(_ text: String) -> [String] {
            PlainText.problems(in: Array(text.utf8), file: "style.md").map(\.text)
        }
        #expect(problems("# Style\n\nShort words. 👩\u{200D}💻\n").isEmpty)
        #expect(
            problems("a\u{202E}\n" + "AKIA" + "IOSFODNN7EXAMPLE") == [
                "style.md:1:2: a character that readers do not see: U+202E RIGHT-TO-LEFT OVERRIDE; remove it",
                "style.md:2:1: looks like an AWS access key; remove it, and revoke it if it is real",
            ])
        #expect(
            PlainText.problems(in: [0x61, 0x0A, 0xC3, 0xA9, 0xFF], file: "f").map(\.text) == ["f:2:2: not valid UTF-8"])
        let limit = PlainText.contextLimitBytes
        #expect(PlainText.problems(in: [UInt8](repeating: 97, count: limit), file: "f").isEmpty)
        #expect(PlainText.problems(in: [UInt8](repeating: 97, count: limit + 1), file: "f").count == 1)
    }
}
