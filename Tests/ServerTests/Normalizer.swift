import Domain

/// Makes what differs from run to run the same: identifiers and digests are numbered in the order in which they appear,
/// times and secrets become their names. So a whole response can be compared byte for byte. Each text is numbered by itself:
/// one more step of a story does not change what all later ones look like.
struct Normalizer {
    private var names: [String: String] = [:]
    private var counts: [String: Int] = [:]

    static func clean(_ text: String) -> String {
        var normalizer = Normalizer()
        return normalizer.clean(text)
    }

    private mutating func clean(_ text: String) -> String {
        var text = text
        text.replace(/cs_(?<kind>[a-z])_[0-9a-f]{64}/) { "<secret \($0.output.kind)>" }
        text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/, with: "<time>")
        replace(&text, /(?<kind>per|team|tok|rnr|tpl|run|qst|out|rev|fnd|act|sig|upl|dfc|abs|dlg)_[0-9a-z]{16}\b/) {
            String($0.output.kind)
        }
        replace(&text, /sha256:(?<kind>)[0-9a-f]{64}/) { _ in "digest" }
        replace(&text, /(?<kind>)\b[0-9a-f]{64}\b/) { _ in "hex" }
        replace(&text, /(?<kind>)\b[0-9a-f]{32}\b/) { _ in "nonce" }
        replace(&text, /(?<kind>)\b[0-9a-f]{40}\b/) { _ in "commit" }
        // A digest in a sentence, and where a list by time goes on.
        text.replace(/\([0-9a-f]{12}\)/, with: "(<short digest>)")
        text.replace(/"next" : "[0-9a-f]+"/, with: "\"next\" : \"<cursor>\"")
        text.replace(/"milliseconds": \d+/, with: "\"milliseconds\": <n>")
        return text
    }

    private mutating func replace(
        _ text: inout String, _ pattern: Regex<(Substring, kind: Substring)>,
        _ kind: (Regex<(Substring, kind: Substring)>.Match) -> String
    ) {
        for match in text.matches(of: pattern) {
            let found = String(match.output.0)
            guard names[found] == nil else { continue }
            let kind = kind(match)
            counts[kind, default: 0] += 1
            names[found] = "<\(kind) \(counts[kind] ?? 0)>"
        }
        text.replace(pattern) { match in names[String(match.output.0)] ?? "" }
    }
}
