import Domain
import Foundation
import Formats
import TestSupport
import Testing

@Suite struct SecretScanTests {
    private static let body = String(repeating: "aB3", count: 12)

    /// Written in pieces, so that no scanner takes this file for a leak.
    @Test(
        arguments: [
            ("-----BEGIN " + "RSA PRIVATE KEY-----", ["1:1 private_key"]), ("-----BEGIN CERTIFICATE-----", []),
            ("key: " + "AKIA" + "IOSFODNN7EXAMPLQ", ["1:6 aws_key"]), ("AKIA is a prefix", []),
            ("x\ntoken " + "ghp_" + body, ["2:7 github_token"]),
            ("(" + "github_pat_" + body + ")", ["1:2 github_token"]),
            ("é " + "cs_p_" + body, ["1:3 our_token"]), ("cs_run_state_machine_of_ours", []),
            ("sk-ant-" + body, ["1:1 model_key"]),
            ("xoxb-" + "1234567890-abc", ["1:1 slack_token"]),
            ("password = \"" + "hunter2hunter2" + "\"", ["1:1 password"]),
            ("DB_PASSWORD=" + "s3cr3t-value", ["1:4 password"]), ("password: " + "test9413", ["1:1 password"]),
            ("password: " + "Secret123abc", ["1:1 password"]), ("password: ${DB_PASSWORD_2}", []),
            ("api_key: <your-key-123>", []), ("The password: ask the operator", []),
            ("Passwords are never written down", []),
            ("password: see below; password: " + "hunter2hunter2", ["1:22 password"]),
        ] as [(String, [String])])
    func found(text: String, found: [String]) {
        #expect(SecretScan.find(in: text).map { "\($0.line):\($0.column) \($0.kind.rawValue)" } == found)
    }

    @Test(
        arguments: [
            ("db: " + "postgres://admin:" + "s3cr3tpass99@db.example.com/prod", ["1:22 address_password"]),
            ("`git clone https://x:" + "cs_p_" + body + "@example.com/x.git`", ["1:22 our_token"]),
            ("https://me@x:" + "hunter22@git.example.com", ["1:14 address_password"]),
            ("curl -H 'Authorization: Bearer " + "abcdefgh12345678.ijkl'", ["1:32 authorization"]),
            ("\"Authorization\": \"token " + body + "\"", ["1:25 authorization"]),
            ("authorization: bearer " + "ghp_" + body, ["1:23 github_token"]),
            ("x=" + "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + body, ["1:3 web_token"]),
            ("glpat-" + "aB3_aB3-aB3aB3aB3aB3", ["1:1 gitlab_token"]), ("AIza" + body, ["1:1 google_key"]),
            ("sk_" + "live_" + body, ["1:1 stripe_key"]), ("rk_" + "test_" + body, ["1:1 stripe_key"]),
            ("hf_" + body, ["1:1 model_key"]), ("xapp-" + "1-A0123-4567-abcdef", ["1:1 slack_token"]),
            ("pypi-" + "AgEIcHlwaS5vcmcCJGQ0ZmY" + body, ["1:1 pypi_token"]),
            ("dop_v1_" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", ["1:1 cloud_token"]),
            (
                "AccountName=x;" + "AccountKey=" + "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq==",
                ["1:15 password"]
            ),
            ("npm_" + body, ["1:1 npm_token"]), ("gho_" + body, ["1:1 github_token"]),
            ("xoxe-" + "1-abcdefgh12", ["1:1 slack_token"]), ("ASIA" + "IOSFODNN7EXAMPLQ", ["1:1 aws_key"]),
            ("AKIA" + "IOSFODNN7EXAMPLQ and " + "AKIA" + "IOSFODNN7EXAMPLR", ["1:1 aws_key", "1:26 aws_key"]),
        ] as [(String, [String])])
    func foundByIssuerOrPlace(text: String, found: [String]) {
        #expect(SecretScan.find(in: text).map { "\($0.line):\($0.column) \($0.kind.rawValue)" } == found)
    }

    /// As people paste them beside the names that mean them.
    @Test(
        arguments: [
            ("**Password:** " + "Tr0ub4dor&3", ["1:3 password"]), ("**Password**: " + "Tr0ub4dor&3", ["1:3 password"]),
            ("**Password: " + "Tr0ub4dor&3**", ["1:3 password"]),
            ("api_token=" + "\"0123456789abcdef0123456789abcdef\"", ["1:5 password"]),
            ("token: " + "0123456789abcdef0123456789abcdef01234567", ["1:1 password"]),
            ("auth_token: " + "abc98765x", ["1:1 password"]),
            ("password = " + "\"correct horse battery\"", ["1:1 password"]),
            ("{'passphrase': " + "'correct horse battery staple', 'x': 1}", ["1:3 password"]),
            (
                "post to https://" + "hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnopqrstuvwx now",
                ["1:17 slack_webhook"]
            ),
        ] as [(String, [String])])
    func foundByTheirName(text: String, found: [String]) {
        #expect(SecretScan.find(in: text).map { "\($0.line):\($0.column) \($0.kind.rawValue)" } == found)
    }

    @Test(arguments: [
        "token: <your token>", "password: ${PASSWORD}", "**Password:** ask the operator", "**Password:** ********",
        "commit: 0123456789abcdef0123456789abcdef01234567", "next_token: page-2", "max_tokens: 100000",
        "token: your_token_of_twenty_characters_1", "token: the-first-token-after-the-keyword-2",
        "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "\"password\": \"must have twelve characters\"", "password: 'see the vault'",
        "password = correct horse battery",
        "password = \"Passwort bitte\"", "password: \"string, required here\"",
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "https://hooks.slack.com/services/T00000000/B00000000/...", "https://hooks.slack.com/services/${PATH_1}",
    ])
    func whatOnlyHasTheNameIsNone(text: String) {
        #expect(SecretScan.find(in: text) == [])
    }

    @Test(arguments: [
        "--password=secret123", "password: \"Test123!@#\"", "api_key = sk-12345", "token_secret: 'abc123...'",
        "postgres://user:password@localhost/app", "https://user:${TOKEN_1}@example.com", "https://x:<token1234>@host",
        "https://x:***@host", "http://127.0.0.1:8080/a@b1", "ssh://git@example.com:2222/x", "see https://a.b/c:d1@e",
        "Authorization: Bearer $TOKEN_2_OF_THE_TEAM", "Authorization: Bearer <token>", "Authorization: Bearer short1",
        "the bearer of rfc6750-tokens-are-these", "authorization: bearer tokens are described elsewhere",
        "eyJhbGciOiJIUzI1NiJ9", "eyJ.eyJ.x", "ASIA_PACIFIC_REGION_2024", "npm_config_registry_of_our_team_mirror_1",
        "sk_live_your_key_goes_here", "glpat-xxxx", "AIzawa", "xoxo-hugs",
        "ghp_your_token_of_thirty_characters_or_more",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "AKIA" + "IOSFODNN7EXAMPLE", "ghp_" + String(repeating: "x", count: 36),
        "Authorization: Bearer YOUR_TOKEN_HERE_1234567890", "password = your_password_1", "hf_" + "short",
        "The password is kept by the operator", "password: see the vault", "secret_name: deploy-key",
    ])
    func whatOnlyLooksLikeASecret(text: String) {
        #expect(SecretScan.find(in: text) == [])
    }

    /// What the project gives to its readers can be taken into a library.
    @Test(arguments: ["docs", "library", "policies"])
    func nothingHereLooksLikeASecret(folder: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: folder)
        let files = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        #expect(!files.isEmpty)
        for file in files {
            guard let data = try? Data(contentsOf: root.appending(path: file)) else { continue }
            #expect(PlainText.secrets(in: [UInt8](data), file: file) == [])
        }
    }

    @Test func aPolicyIsScannedToo() {
        let files = ["OWNERS": "# deploy with " + "ghp_" + Self.body + "\n* @@reviewer\n", "review.yaml": "{}\n"]
        let found = #expect(throws: Problems.self) { try PolicyBundleReader.read(files.mapValues { Array($0.utf8) }) }
        #expect(
            found?.all.map(\.text).contains(
                "OWNERS:1:15: looks like a GitHub token; remove it, and revoke it if it is real") == true)
    }

    @Test func aTextIsTakenOrEverythingWrongIsSaid() {
        func problems(_ text: String) -> [String] {
            PlainText.problems(in: Array(text.utf8), file: "style.md").map(\.text)
        }
        #expect(problems("# Style\n\nShort words. 👩\u{200D}💻\n").isEmpty)
        #expect(
            problems("a\u{202E}\n" + "AKIA" + "IOSFODNN7EXAMPLQ") == [
                "style.md:1:2: a character that readers do not see: U+202E RIGHT-TO-LEFT OVERRIDE; remove it",
                "style.md:2:1: looks like an AWS access key; remove it, and revoke it if it is real",
            ])
        #expect(
            PlainText.problems(in: [0x61, 0x0A, 0xC3, 0xA9, 0xFF], file: "f").map(\.text) == ["f:2:2: not valid UTF-8"])
        let limit = PlainText.contextLimitBytes
        #expect(PlainText.problems(in: [UInt8](repeating: 97, count: limit), file: "f").isEmpty)
        #expect(PlainText.problems(in: [UInt8](repeating: 97, count: limit + 1), file: "f").count == 1)
    }

    @Test func theGuideNamesEveryKind() throws {
        let guide = try String(contentsOfFile: "\(World.packageRoot)/docs/how-to/team-context.md", encoding: .utf8)
        let words = guide.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for kind in SecretScan.Kind.allCases { #expect(words.contains(kind.described)) }
    }
}
