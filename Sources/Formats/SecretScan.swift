import Domain

/// Finds obvious secrets in a text. It is a net for accidents, not a proof: it knows the shapes that people paste most.
package enum SecretScan {
    package enum Kind: String, Sendable, CaseIterable {
        case privateKey = "private_key"
        case awsKey = "aws_key"
        case githubToken = "github_token"
        case gitlabToken = "gitlab_token"
        case npmToken = "npm_token"
        case pypiToken = "pypi_token"
        case cloudToken = "cloud_token"
        case slackToken = "slack_token"
        case slackWebhook = "slack_webhook"
        case googleKey = "google_key"
        case stripeKey = "stripe_key"
        case modelKey = "model_key"
        case ourToken = "our_token"
        case webToken = "web_token"
        case authorization
        case addressPassword = "address_password"
        case password

        package var described: String {
            switch self {
            case .privateKey: "a private key"
            case .awsKey: "an AWS access key"
            case .githubToken: "a GitHub token"
            case .gitlabToken: "a GitLab token"
            case .npmToken: "an npm token"
            case .pypiToken: "a PyPI token"
            case .cloudToken: "a token of a cloud's API"
            case .slackToken: "a Slack token"
            case .slackWebhook: "the address of a Slack webhook"
            case .googleKey: "a Google API key"
            case .stripeKey: "a Stripe key"
            case .modelKey: "a key of a model's API"
            case .ourToken: "a Countersign token"
            case .webToken: "a JSON Web Token"
            case .authorization: "a token in an Authorization header"
            case .addressPassword: "an address with a password"
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
    package static func find(in text: String) -> [Finding] { find(in: Array(text.utf8)) }

    /// Of text in any encoding that writes ASCII as it is.
    package static func find(in text: [UInt8]) -> [Finding] {
        var out: [Finding] = []
        var rest = text[...]
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

    private typealias Issued = (prefix: String, rest: Int, of: @Sendable (UInt8) -> Bool, kind: Kind)

    /// Issuers give their tokens a recognisable beginning: the beginning, how many characters of which kind follow at
    /// least.
    private static let issued: [Issued] =
        [
            ("AKIA", 16, isUpperOrDigit, .awsKey), ("ASIA", 16, isUpperOrDigit, .awsKey),
            ("github_pat_", 30, isTokenByte, .githubToken), ("glpat-", 20, isTokenByte, .gitlabToken),
            ("npm_", 36, isAlphanumeric, .npmToken), ("AIza", 35, isTokenByte, .googleKey),
            ("sk-ant-", 20, isTokenByte, .modelKey), ("sk-proj-", 20, isTokenByte, .modelKey),
            ("hf_", 34, isAlphanumeric, .modelKey), ("pypi-AgEI", 50, isTokenByte, .pypiToken),
            ("xapp-", 16, isTokenByte, .slackToken), ("dop_v1_", 64, isAlphanumeric, .cloudToken),
        ] + "pousr".map { ("gh\($0)_", 30, isAlphanumeric, .githubToken) }
        + "abcdeoprs".map { ("xox\($0)-", 10, isTokenByte, .slackToken) }
        + ["sk_live_", "sk_test_", "rk_live_", "rk_test_"].map { ($0, 16, isAlphanumeric, .stripeKey) }

    @Sendable private static func isTokenByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    @Sendable private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isUpperOrDigit(byte) || (97...122).contains(byte)
    }

    @Sendable private static func isUpperOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte)
    }

    /// One walk over the line: most lines hold none of the bytes with which anything begins.
    private static func places(in line: ArraySlice<UInt8>) -> [Place] {
        var out: [Place] = []
        var hasPassword = false
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            if isTokenByte(byte) {
                var end = index + 1
                while end < line.endIndex, isTokenByte(line[end]) { end += 1 }
                let token = line[index..<end]
                let rest = line[token.endIndex...]
                if let kind = kind(of: token) ?? (isWebToken(token, rest) ? .webToken : nil) {
                    out.append((index, kind))
                }
                index = token.endIndex
                let head = token.suffix(fence.utf8.count)
                if head.first == UInt8(ascii: "-"), head.elementsEqual(fence.utf8), isPrivateKey(rest) {
                    return out + [(head.startIndex, .privateKey)]
                }
                if let (place, end) = announced(by: token, rest) {
                    out.append(place)
                    index = end
                }
            } else if byte == UInt8(ascii: ":"), let password = addressPassword(line[(index + 1)...]) {
                out.append((password.startIndex, kind(of: password) ?? .addressPassword))
                index = password.endIndex
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

    /// What stands behind a word that announces it, and where it ends.
    private static func announced(by token: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>) -> (Place, end: Int)? {
        switch token.count {
        case 5 where token.isWord("hooks"):
            slackWebhookEnd(rest).map { ((token.startIndex, .slackWebhook), $0) }
        case 13 where token.isWord("authorization"):
            authorization(rest).map { (($0.startIndex, kind(of: $0) ?? .authorization), $0.endIndex) }
        default: nil
        }
    }

    private static func kind(of token: ArraySlice<UInt8>) -> Kind? {
        guard token.count >= 12 else { return nil }
        if isOurs(token) { return .ourToken }
        let found = issued.first {
            token.starts(with: $0.prefix.utf8)
                && token.dropFirst($0.prefix.utf8.count).prefix(while: $0.of).count >= $0.rest
        }
        guard let found, !isPlaceholder(token.dropFirst(found.prefix.utf8.count)) else { return nil }
        return found.kind
    }

    /// As documentation writes them: `AKIAIOSFODNN7EXAMPLE`, `ghp_xxxx…`, `YOUR_TOKEN`, `abc123...`, `Test123!`.
    private static func isPlaceholder(_ value: ArraySlice<UInt8>) -> Bool {
        Set(value).count < 2 || value.suffix(7).isWord("example") || value.prefix(5).isWord("your_")
            || value.prefix(5).isWord("your-") || value.suffix(3).elementsEqual("...".utf8)
            || value.suffix(3).elementsEqual("…".utf8) || isSample(value)
    }

    private static let sampleWords = [
        "secret", "password", "pass", "passwd", "test", "abc", "foo", "changeme", "sk-", "key",
    ]

    /// One of the words that stand for any, with a few digits in their order and signs behind it.
    private static func isSample(_ value: ArraySlice<UInt8>) -> Bool {
        let word = value.prefix { !(48...57).contains($0) }
        let digits = value[word.endIndex...].prefix { (48...57).contains($0) }
        let rest = value[digits.endIndex...]
        return sampleWords.contains { word.isWord($0) } && "1234567890".utf8.starts(with: digits)
            && rest.count <= 3 && !rest.contains(where: isAlphanumeric)
    }

    /// `eyJ….eyJ….…`: two JSON objects in base 64 and what signs them.
    private static func isWebToken(_ head: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>) -> Bool {
        guard head.count >= 17, rest.first == UInt8(ascii: "."), head.starts(with: "eyJ".utf8) else { return false }
        let body = rest.dropFirst().prefix(while: isTokenByte)
        guard body.count >= 17, body.starts(with: "eyJ".utf8) else { return false }
        let tail = rest[body.endIndex...]
        return tail.first == UInt8(ascii: ".") && tail.dropFirst().prefix(while: isTokenByte).count >= 10
    }

    /// The value behind `Authorization: Bearer` or `Authorization: token`; nil if it is short or was not drawn.
    private static func authorization(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let scheme = rest.drop { isFiller($0) || ":=]".utf8.contains($0) }.prefix(while: isTokenByte)
        guard scheme.isWord("bearer") || scheme.isWord("token") else { return nil }
        let value = rest[scheme.endIndex...].drop(while: isFiller)
            .prefix { !endsValue($0) }
        return value.count >= 16 && looksDrawn(value) ? value : nil
    }

    /// Where `hooks.slack.com/services/T…/B…/…` ends, with which anybody can write to a channel; nil if it is none.
    private static func slackWebhookEnd(_ rest: ArraySlice<UInt8>) -> Int? {
        let host = ".slack.com/services/"
        guard rest.starts(with: host.utf8) else { return nil }
        let path = rest.dropFirst(host.utf8.count).prefix { isAlphanumeric($0) || $0 == UInt8(ascii: "/") }
        let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].first == UInt8(ascii: "T"), parts[1].first == UInt8(ascii: "B"),
            parts[2].count >= 16, !isPlaceholder(parts[2])
        else { return nil }
        return path.endIndex
    }

    /// The password in `//user:password@host`, the rest of an address; nil if there is none or it was not drawn.
    private static func addressPassword(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.starts(with: "//".utf8) else { return nil }
        let authority = rest.dropFirst(2).prefix { !isFiller($0) && !"/?#\t\r".utf8.contains($0) }
        guard let end = authority.lastIndex(of: UInt8(ascii: "@")),
            let colon = authority[..<end].firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        let password = authority[(colon + 1)..<end]
        return looksDrawn(password) ? password : nil
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
        "password", "passwd", "passphrase", "secret", "api_key", "api-key", "apikey", "access_key", "access_token",
        "auth_token", "client_secret", "accountkey",
    ]

    /// `password = "…"`: a name that means a secret, `=` or `:`, and a value that looks drawn rather than written.
    /// Either may stand in bold. Answers where the name begins.
    private static func assignment(in line: ArraySlice<UInt8>, at sign: Int) -> Int? {
        guard let last = line[..<sign].lastIndex(where: { !isFiller($0) && !isBold($0) }) else { return nil }
        let before = line[...last]
        let named = { (name: String) -> Int? in
            let found = before.suffix(name.utf8.count)
            return found.isWord(name) ? found.startIndex : nil
        }
        let rest = line[(sign + 1)...].drop { isFiller($0) || isBold($0) }
        let value = rest.prefix { !endsValue($0) }.withoutBold
        if looksDrawn(value), let start = secretNames.lazy.compactMap(named).first { return start }
        if isToken(value), let start = named("token") { return start }
        guard isPassphrase(rest, in: line) else { return nil }
        return secretNames.prefix(3).lazy.compactMap(named).first
    }

    private static func isBold(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "*") }

    /// Tokens of pages, of parsers and of designs are words: one that opens something is long, and its letters and digits
    /// take turns.
    private static func isToken(_ value: ArraySlice<UInt8>) -> Bool {
        guard value.count >= 20, looksDrawn(value) else { return false }
        let isDigit = { (byte: UInt8) in (48...57).contains(byte) }
        let turns = zip(value, value.dropFirst()).count { left, right in
            isAlphanumeric(left) && isAlphanumeric(right) && isDigit(left) != isDigit(right)
        }
        return turns >= 3
    }

    /// Three words or more in quotation marks, none of which belongs to a sentence about a password.
    private static func isPassphrase(_ rest: ArraySlice<UInt8>, in line: ArraySlice<UInt8>) -> Bool {
        guard let mark = line[..<rest.startIndex].last, mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'"),
            let end = rest.firstIndex(of: mark)
        else { return false }
        let words = rest[..<end].split(separator: UInt8(ascii: " "))
        return words.count >= 3
            && words.allSatisfy { word in
                word.count >= 3 && word.allSatisfy(isAlphanumeric) && !sentenceWords.contains { word.isWord($0) }
            }
    }

    private static let sentenceWords = [
        "the", "your", "our", "their", "its", "his", "her", "this", "that", "password", "passwords", "passphrase",
        "secret", "string", "text", "value", "field", "required", "optional", "must", "not", "should", "can", "cannot",
        "has", "have", "was", "are", "and", "for", "with", "without", "from", "enter", "type", "choose", "see", "ask",
        "use", "set", "any", "some", "example", "invalid", "wrong", "incorrect", "least", "characters", "too", "you",
        "new", "here", "into", "will",
    ]

    private static func isFiller(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): true
        default: false
        }
    }

    private static func endsValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
        default: isFiller(byte)
        }
    }

    private static func looksDrawn(_ value: ArraySlice<UInt8>) -> Bool {
        guard value.count >= 8 else { return false }
        let digits = value.count { (48...57).contains($0) }
        let letters = value.count(where: isAlphanumeric) - digits
        return digits > 0 && letters > 0 && !isPlaceholder(value)
            && !value.contains { "$<>{}*".utf8.contains($0) }
    }
}

extension ArraySlice<UInt8> {
    /// Without the marks that end it in Markdown; a row of stars masks something instead.
    fileprivate var withoutBold: ArraySlice<UInt8> {
        let isEnded = suffix(2).elementsEqual("**".utf8) && !dropLast(2).contains(UInt8(ascii: "*"))
        return isEnded ? dropLast(2) : self
    }

    /// Whether it is this word, which is written in small letters, in letters of any size.
    fileprivate func isWord(_ word: String) -> Bool {
        elementsEqual(word.utf8) { ((65...90).contains($0) ? $0 + 32 : $0) == $1 }
    }
}
