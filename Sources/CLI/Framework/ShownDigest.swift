import Domain

/// That somebody has looked at what they say yes to: they name its digest.
enum ShownDigest {
    static let option = Option<String>(
        "digest", "DIGEST", "The digest that you looked at, or its first 8 digits or more; asked for at a terminal.")
    /// Enough digits that nobody types them without having looked.
    private static let digitsFloor = 8

    /// Throws `stale` when it is another one.
    /// - Parameters:
    ///   - deed: what the yes does: `sign`.
    ///   - look: the command that shows what it is about.
    static func confirm(
        _ digest: Digest, to deed: String, orLookWith look: String, _ invocation: Invocation
    ) throws {
        let typed: String
        if let given = invocation[option] {
            typed = given
        } else {
            guard invocation.terminal.isInputTerminal else {
                throw UsageFailure("\(option.shape.usage) is missing: the digest of what you looked at")
            }
            invocation.terminal.writeError("\nType the first \(digitsFloor) digits of the digest to \(deed): ")
            typed = try invocation.terminal.readLine() ?? ""
        }
        let digits = (typed.hasPrefix("sha256:") ? String(typed.dropFirst(7)) : typed).lowercased()
        guard digits.count >= digitsFloor, digest.hex.hasPrefix(digits) else {
            throw Failure(
                .stale,
                "nothing was done: the digest does not begin with `\(typed)`; look at it again with `\(look)`")
        }
    }
}
