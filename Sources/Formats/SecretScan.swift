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

    /// In the order of the text; of passwords and private keys the first of a line.
    package static func find(in text: String) -> [Finding] {
        var out: [Finding] = []
        var rest = Array(text.utf8)[...]
        var line = 0
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let bytes = rest[..<end]
            rest = rest[end...].dropFirst()
            line += 1
            for (offset, kind) in places(in: bytes) {
                let column = bytes[..<offset].count { $0 & 0xC0 != 0x80 } + 1
                out.append(Finding(line: line, column: column, kind: kind))
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

    /// One walk over the line: most lines hold none of the bytes with which anything begins.
    private static func places(in line: ArraySlice<UInt8>) -> [Place] {
        var out: [Place] = []
        var hasPassword = false
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            if isTokenByte(byte) {
                let token = line[index...].prefix(while: isTokenByte)
                if let kind = kind(of: token) { out.append((index, kind)) }
                index = token.endIndex
                let head = token.suffix(fence.utf8.count)
                if head.elementsEqual(fence.utf8), isPrivateKey(line[index...]) {
                    return out + [(head.startIndex, .privateKey)]
                }
            } else {
                if !hasPassword, byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":"),
                    let start = assignment(in: line, at: index)
                {
                    hasPassword = true
                    out.append((start, .password))
                }
                index += 1
            }
        }
        return out.sorted { $0.offset < $1.offset }
    }

    private static func kind(of token: ArraySlice<UInt8>) -> Kind? {
        guard token.count >= 12 else { return nil }
        if isOurs(token) { return .ourToken }
        return prefixes.first {
            token.starts(with: $0.prefix.utf8) && token.count >= $0.prefix.utf8.count + $0.rest
        }?.kind
    }

    /// `cs_`, one letter for the kind of token, `_`, then the secret.
    private static func isOurs(_ token: ArraySlice<UInt8>) -> Bool {
        let head = Array(token.prefix(5))
        return head.count == 5 && head.starts(with: "cs_".utf8) && (97...122).contains(head[3])
            && head[4] == UInt8(ascii: "_") && token.count >= 21
    }

    private static let fence = "-----BEGIN"

    private static func isPrivateKey(_ rest: ArraySlice<UInt8>) -> Bool {
        let name = " PRIVATE KEY"
        return rest.indices.contains { rest[$0...].starts(with: name.utf8) }
    }

    private static let secretNames = [
        "password", "passwd", "secret", "api_key", "api-key", "apikey", "access_key", "access_token", "auth_token",
        "client_secret",
    ]

    /// `password = "…"`: a name that means a secret, `=` or `:`, and a value that looks drawn rather than written:
    /// eight characters or more with a letter and a digit, and no placeholder such as `$NAME` or `<name>`. Answers where
    /// the name begins.
    private static func assignment(in line: ArraySlice<UInt8>, at sign: Int) -> Int? {
        let value = line[(sign + 1)...].drop(while: isFiller).prefix { !isFiller($0) && !",;\t\r".utf8.contains($0) }
        guard looksDrawn(value), let last = line[..<sign].lastIndex(where: { !isFiller($0) }) else { return nil }
        let before = line[...last]
        return secretNames.lazy.compactMap { name -> Int? in
            let found = before.suffix(name.utf8.count)
            let isName = found.elementsEqual(name.utf8) { ((65...90).contains($0) ? $0 + 32 : $0) == $1 }
            return isName ? found.startIndex : nil
        }.first
    }

    private static func isFiller(_ byte: UInt8) -> Bool { " \"'`".utf8.contains(byte) }

    private static func looksDrawn(_ value: ArraySlice<UInt8>) -> Bool {
        let digits = value.count { (48...57).contains($0) }
        let letters = value.count(where: isAlphanumeric) - digits
        return value.count >= 8 && digits > 0 && letters > 0 && !value.contains { "$<>{}*".utf8.contains($0) }
    }
}
