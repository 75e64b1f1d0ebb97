import Domain

/// Where a service answers: `http://127.0.0.1:7180`, `https://countersign.example/base`.
package struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    /// Without a slash at its end.
    package let text: String
    package let host: String
    package let isEncrypted: Bool

    /// Throws `badRequest` for anything but http(s) with a host: user names, queries and fragments are refused, because
    /// they make an address look like another one.
    package init(_ text: String) throws(Failure) {
        func refusal(_ what: String) -> Failure {
            Failure(
                .badRequest,
                "`\(text)` is not the address of a service: \(what); write https://HOST or http://HOST:PORT")
        }
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].isEmpty, ["http:", "https:"].contains(parts[0].lowercased()) else {
            throw refusal("it does not begin with https:// or http://")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }), !text.contains(where: { "@?#\\".contains($0) })
        else { throw refusal("it holds characters that belong into no such address") }
        let authority = parts[2].prefix { $0 != "/" }
        guard let host = ServerAddress.host(authority) else {
            throw refusal("it has no host, or no port after the colon")
        }
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        self.text = text
        self.host = host
        isEncrypted = parts[0].lowercased() == "https:"
    }

    package var description: String { text }

    /// Whether what is sent there cannot leave this machine.
    package var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }

    private static func host(_ authority: Substring) -> String? {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        if let port, UInt16(port) == nil { return nil }
        return host.isEmpty ? nil : host.lowercased()
    }
}
