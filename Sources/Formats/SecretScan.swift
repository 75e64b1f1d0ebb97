import Domain

/// Finds obvious secrets in a text. It is a net for accidents, not a proof: it knows the shapes that people paste most.
package enum SecretScan {
    package enum Kind: String, Sendable, CaseIterable {
        case privateKey = "private_key"
        case awsKey = "aws_key"
        case githubToken = "github_token"
        case slackToken = "slack_token"
        case modelKey = "model_key"
        case ourToken = "our_token"
        case password

        package var described: String {
            switch self {
            case .privateKey: "a private key"
            case .awsKey: "an AWS access key"
            case .githubToken: "a GitHub token"
            case .slackToken: "a Slack token"
            case .modelKey: "a key of a model's API"
            case .ourToken: "a Countersign token"
            case .password: "a password or a key with its value"
            }
        }
    }

    package struct Finding: Hashable, Sendable {
        /// From 1.
        package let line: Int
        /// From 1, in unicode scalars.
        package let column: Int
        package let kind: Kind
    }

    /// In the order of the text, at most one of a kind per line.
    package static func find(in text: String) -> [Finding] {
        var out: [Finding] = []
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let bytes = Array(line)
            let found = prefixed(bytes) + privateKey(bytes) + assignment(bytes)
            for (offset, kind) in found.sorted(by: { $0.offset < $1.offset }) {
                let column = bytes[..<offset].count { $0 & 0xC0 != 0x80 } + 1
                out.append(Finding(line: index + 1, column: column, kind: kind))
            }
        }
        return out
    }

    private typealias Place = (offset: Int, kind: Kind)

    /// Issuers give their tokens a recognisable beginning: the beginning, how many token characters follow at least.
    private static let prefixes: [(prefix: String, rest: Int, kind: Kind)] = [
        ("AKIA", 16, .awsKey), ("ASIA", 16, .awsKey), ("ghp_", 30, .githubToken), ("gho_", 30, .githubToken),
        ("ghu_", 30, .githubToken), ("ghs_", 30, .githubToken), ("ghr_", 30, .githubToken),
        ("github_pat_", 30, .githubToken), ("xoxb-", 10, .slackToken), ("xoxp-", 10, .slackToken),
        ("xoxa-", 10, .slackToken), ("sk-ant-", 20, .modelKey), ("sk-proj-", 20, .modelKey),
    ]

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func prefixed(_ line: [UInt8]) -> [Place] {
        var out: [Place] = []
        for start in line.indices where start == 0 || !isTokenByte(line[start - 1]) {
            let token = line[start...].prefix(while: isTokenByte)
            guard token.count >= 12 else { continue }
            if isOurs(token) {
                out.append((start, .ourToken))
            } else if let rule = prefixes.first(where: {
                token.starts(with: $0.prefix.utf8) && token.count >= $0.prefix.utf8.count + $0.rest
            }) {
                out.append((start, rule.kind))
            }
        }
        return out
    }

    /// `cs_`, one letter for the kind of token, `_`, then the secret.
    private static func isOurs(_ token: ArraySlice<UInt8>) -> Bool {
        let head = Array(token.prefix(5))
        return head.count == 5 && head.starts(with: "cs_".utf8) && (97...122).contains(head[3])
            && head[4] == UInt8(ascii: "_") && token.count >= 21
    }

    private static func privateKey(_ line: [UInt8]) -> [Place] {
        guard let start = starts(of: "-----BEGIN ", in: line).first, !starts(of: "PRIVATE KEY", in: line).isEmpty else {
            return []
        }
        return [(start, .privateKey)]
    }

    private static func starts(of needle: String, in line: [UInt8]) -> [Int] {
        let first = needle.utf8.first
        return line.indices.filter { line[$0] == first && line[$0...].starts(with: needle.utf8) }
    }

    private static let secretNames = [
        "password", "passwd", "secret", "api_key", "api-key", "apikey", "access_key", "access_token", "auth_token",
        "client_secret",
    ]

    /// `password = "…"`: a name that means a secret, `=` or `:`, and a value that looks drawn rather than written:
    /// eight characters or more with a letter and a digit, and no placeholder such as `$NAME` or `<name>`.
    private static func assignment(_ line: [UInt8]) -> [Place] {
        guard line.contains(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else { return [] }
        let lowered = line.map { (65...90).contains($0) ? $0 + 32 : $0 }
        for name in secretNames {
            for start in starts(of: name, in: lowered) {
                var rest = line[(start + name.utf8.count)...].drop(while: isFiller)
                guard let sign = rest.popFirst(), "=:".utf8.contains(sign) else { continue }
                let value = rest.drop(while: isFiller).prefix { !isFiller($0) && !",;\t\r".utf8.contains($0) }
                if looksDrawn(value) { return [(start, .password)] }
            }
        }
        return []
    }

    private static func isFiller(_ byte: UInt8) -> Bool { " \"'`".utf8.contains(byte) }

    private static func looksDrawn(_ value: ArraySlice<UInt8>) -> Bool {
        let digits = value.count { (48...57).contains($0) }
        let letters = value.count(where: isAlphanumeric) - digits
        return value.count >= 8 && digits > 0 && letters > 0 && !value.contains { "$<>{}*".utf8.contains($0) }
    }
}
