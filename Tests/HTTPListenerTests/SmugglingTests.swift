import HTTPListener
import Testing

/// What two HTTP parsers might read differently is answered with an error and the end of the connection, so that a
/// second request hidden behind the first is never seen. The offences are those of RFC 9112, 11.2 and of the public
/// smuggling catalogues; the second request here is always `GET /smuggled`.
struct SmugglingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let request: String
        let status: String
        var handled: [String] = []
        /// libmicrohttpd 0.9.75 refuses a length that it cannot read before anybody is asked, in words of its own, and
        /// sends the head of that answer twice. The connection ends all the same.
        var headTwice = false
        var testDescription: String { name }
    }

    private static let bad = "HTTP/1.1 400 Bad Request"
    private static let ok = "HTTP/1.1 200 OK"
    private static let host = "Host: a\r\n"

    static let refused: [Case] = [
        // Framing
        Case(
            name: "length and chunked",
            request: "POST / HTTP/1.1\r\n\(host)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            status: bad),
        Case(
            name: "chunked and length",
            request: "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
            status: bad),
        Case(
            name: "equal lengths",
            request: "POST / HTTP/1.1\r\n\(host)Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
            status: bad),
        Case(
            name: "differing lengths",
            request: "POST / HTTP/1.1\r\n\(host)Content-Length: 3\r\nContent-Length: 0\r\n\r\nabc",
            status: bad),
        Case(name: "length list", request: post("Content-Length: 3, 3", "abc"), status: bad, headTwice: true),
        Case(name: "length with plus", request: post("Content-Length: +3", "abc"), status: bad, headTwice: true),
        Case(name: "length with minus", request: post("Content-Length: -3", "abc"), status: bad, headTwice: true),
        Case(name: "hexadecimal length", request: post("Content-Length: 0x3", "abc"), status: bad, headTwice: true),
        Case(name: "empty length", request: post("Content-Length:", "abc"), status: bad, headTwice: true),
        Case(name: "length with a fraction", request: post("Content-Length: 3.0", "abc"), status: bad, headTwice: true),
        Case(
            name: "length beyond 64 bits", request: post("Content-Length: 18446744073709551619", "abc"),
            status: "HTTP/1.1 413 Content Too Large", headTwice: true),
        Case(name: "length with a NUL", request: post("Content-Length: 3\0 4", "abc"), status: bad),
        Case(name: "gzip, chunked", request: post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"), status: bad),
        Case(name: "identity", request: post("Transfer-Encoding: identity", ""), status: bad),
        Case(name: "xchunked", request: post("Transfer-Encoding: xchunked", "0\r\n\r\n"), status: bad),
        Case(name: "Chunked with a capital", request: post("Transfer-Encoding: Chunked", "0\r\n\r\n"), status: bad),
        Case(
            name: "chunked with a vertical tab", request: post("Transfer-Encoding: \u{b}chunked", "0\r\n\r\n"),
            status: bad),
        Case(name: "quoted chunked", request: post("Transfer-Encoding: \"chunked\"", "0\r\n\r\n"), status: bad),
        Case(
            name: "chunked twice",
            request: post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
            status: bad),
        Case(
            name: "chunked, then identity",
            request: post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n"), status: bad),
        Case(name: "space before the colon", request: post("Transfer-Encoding : chunked", "0\r\n\r\n"), status: bad),
        Case(name: "tab before the colon", request: post("Content-Length\t: 3", "abc"), status: bad),
        Case(
            name: "chunked in HTTP/1.0", request: "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            status: bad),
        Case(
            name: "malformed chunk size", request: post("Transfer-Encoding: chunked", "0x3\r\nabc\r\n0\r\n\r\n"),
            status: bad),
        Case(
            name: "negative chunk size", request: post("Transfer-Encoding: chunked", "-3\r\nabc\r\n0\r\n\r\n"),
            status: bad),
        Case(
            name: "chunk longer than it says", request: post("Transfer-Encoding: chunked", "2\r\nabc\r\n0\r\n\r\n"),
            status: bad),
        // Host
        Case(name: "no host", request: "GET / HTTP/1.1\r\n\r\n", status: bad),
        Case(name: "two hosts", request: "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", status: bad),
        Case(name: "same host twice", request: "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", status: bad),
        Case(name: "host list", request: "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", status: bad),
        Case(name: "host with a path", request: "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", status: bad),
        Case(name: "host with user", request: "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", status: bad),
        // Lines and headers
        Case(name: "bare LF after the request line", request: "GET / HTTP/1.1\n\(host)\r\n", status: bad),
        Case(name: "bare LF after a header", request: "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", status: bad),
        Case(name: "bare LF before the empty line", request: "GET / HTTP/1.1\r\nHost: a\n\r\n", status: bad),
        Case(name: "bare LF as the empty line", request: "GET / HTTP/1.1\r\nHost: a\r\n\n", status: bad),
        Case(name: "only bare LF", request: "GET / HTTP/1.1\nHost: a\n\n", status: bad),
        Case(name: "bare CR in a value", request: get("X: a\rContent-Length: 3"), status: bad),
        Case(name: "CR CR LF", request: get("X: a\r"), status: bad),
        Case(name: "NUL in a value", request: get("X: a\0b"), status: bad),
        Case(name: "NUL at a value's end", request: get("X: a\0"), status: bad),
        Case(name: "NUL in a name", request: get("X\0Y: a"), status: bad),
        Case(name: "NUL behind an empty value", request: get("X:\0\0"), status: bad),
        Case(name: "escape in a value", request: get("X: a\u{1b}[0m"), status: bad),
        Case(name: "delete in a value", request: get("X: a\u{7f}"), status: bad),
        Case(name: "control in a name", request: get("X\u{1}: a"), status: bad),
        Case(name: "name outside ASCII", request: get("Xé: a"), status: bad),
        Case(name: "separator in a name", request: get("X(a): a"), status: bad),
        Case(name: "no name", request: get(": a"), status: bad),
        Case(name: "no colon", request: get("X"), status: bad),
        Case(name: "folded value", request: "GET / HTTP/1.1\r\n\(host)X: a\r\n b\r\n\r\n", status: bad),
        Case(name: "folded value in the middle", request: "GET / HTTP/1.1\r\nX: a\r\n\tb\r\n\(host)\r\n", status: bad),
        Case(
            name: "folded length", request: "POST / HTTP/1.1\r\n\(host)Content-Length:\r\n 3\r\n\r\nabc", status: bad),
        Case(name: "folded empty line", request: "GET / HTTP/1.1\r\n\(host)X: a\r\n \r\n\r\n", status: bad),
        Case(name: "first header is folded", request: "GET / HTTP/1.1\r\n Host: a\r\n\(host)\r\n", status: bad),
        // Request line
        Case(name: "space in the target", request: "GET /a b HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "two spaces after the method", request: "GET  / HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "two spaces after the target", request: "GET /  HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "space after the version", request: "GET / HTTP/1.1 \r\n\(host)\r\n", status: bad),
        Case(name: "tab in the request line", request: "GET\t/ HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "NUL in the target", request: "GET /a\0b HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "NUL in the method", request: "GE\0T / HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "separator in the method", request: "GE(T / HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "control in the method", request: "GE\u{1}T / HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "absolute form", request: "GET http://a/ HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "asterisk form", request: "OPTIONS * HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "authority form", request: "CONNECT a:80 HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "no target", request: "GET HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "target without a slash", request: "GET a HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "bytes outside ASCII", request: "GET /é HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "fragment", request: "GET /a#b HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "backslash", request: "GET /a\\b HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(
            name: "HTTP/1.2", request: "GET / HTTP/1.2\r\n\(host)\r\n",
            status: "HTTP/1.1 505 HTTP Version Not Supported"),
        Case(
            name: "HTTP/2.0", request: "GET / HTTP/2.0\r\n\(host)\r\n",
            status: "HTTP/1.1 505 HTTP Version Not Supported"),
        Case(name: "http/1.1", request: "GET / http/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "HTTP/1.10", request: "GET / HTTP/1.10\r\n\(host)\r\n", status: bad),
        Case(name: "percent without digits", request: "GET /a% HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "percent with one digit", request: "GET /a%4 HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "percent with letters", request: "GET /a%zz HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "percent in the query", request: "GET /a?b=%zz HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "encoded NUL", request: "GET /a%00 HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "encoded NUL in the query", request: "GET /a?b=%00 HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "encoded line feed", request: "GET /a%0a HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "encoded, not UTF-8", request: "GET /a%ff HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "overlong slash", request: "GET /a%c0%af HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "dot dot", request: "GET /a/../b HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "dot", request: "GET /a/./b HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "encoded dot dot", request: "GET /a/%2e%2E/b HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "encoded slash and dot dot", request: "GET /a%2f..%2fb HTTP/1.1\r\n\(host)\r\n", status: bad),
        Case(name: "encoded backslash", request: "GET /a%5c..%5cb HTTP/1.1\r\n\(host)\r\n", status: bad),
    ]

    /// Allowed, and then no second request is read: its place cannot be told with certainty.
    static let answeredAndClosed: [Case] = [
        Case(
            name: "chunked", request: post("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n"), status: ok,
            handled: ["/"]),
        Case(
            name: "chunk extension with a bare LF (hidden by libmicrohttpd)",
            request: post("Transfer-Encoding: chunked", "3;a\nabc\r\n0\r\n\r\n"), status: ok, handled: ["/"]),
        Case(
            name: "chunk framing in bare LF (hidden by libmicrohttpd)",
            request: post("Transfer-Encoding: chunked", "3\nabc\n0\n\n"), status: ok, handled: ["/"]),
        Case(
            name: "trailers that look like framing (ignored)",
            request: post("Transfer-Encoding: chunked", "0\r\nContent-Length: 3\r\n\r\n"), status: ok, handled: ["/"]),
        Case(
            name: "HTTP/1.0 keep-alive", request: "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", status: ok,
            handled: ["/"]),
        Case(name: "close", request: get("Connection: close"), status: ok, handled: ["/"]),
    ]

    /// The same shapes in order: the second request is a request of its own and is answered.
    static let answeredAndKept: [Case] = [
        Case(name: "length", request: post("Content-Length: 3", "abc"), status: ok, handled: ["/", "/smuggled"]),
        Case(
            name: "blanks around a value", request: post("Content-Length: \t 3", "abc"), status: ok,
            handled: ["/", "/smuggled"]),
        Case(
            name: "no blank before a value", request: post("Content-Length:3", "abc"), status: ok,
            handled: ["/", "/smuggled"]),
        Case(name: "blanks after a value", request: get("X: a \t"), status: ok, handled: ["/", "/smuggled"]),
        Case(name: "empty value", request: get("X:"), status: ok, handled: ["/", "/smuggled"]),
        Case(name: "empty lines first", request: "\r\n\r\n" + get("X: a"), status: ok, handled: ["/", "/smuggled"]),
        Case(name: "colon in a value", request: get("X: a: b"), status: ok, handled: ["/", "/smuggled"]),
        Case(name: "cookies", request: get("Cookie: a=b; c=\"d\"; e"), status: ok, handled: ["/", "/smuggled"]),
        Case(name: "query", request: "GET /?a=b&c HTTP/1.1\r\n\(host)\r\n", status: ok, handled: ["/", "/smuggled"]),
        Case(
            name: "IPv6 host", request: "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", status: ok,
            handled: ["/", "/smuggled"]),
    ]

    private static func get(_ header: String) -> String { "GET / HTTP/1.1\r\n\(host)\(header)\r\n\r\n" }
    private static func post(_ header: String, _ body: String) -> String {
        "POST / HTTP/1.1\r\n\(host)\(header)\r\n\r\n\(body)"
    }

    @Test func secondRequestsAreNeverSmuggled() throws {
        try TestListener.with(TestListener()) { server in
            for example in SmugglingTests.refused + SmugglingTests.answeredAndClosed + SmugglingTests.answeredAndKept {
                server.forget()
                let client = server.client()
                client.send(example.request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
                client.finishSending()
                let all = client.rest()
                let statusLine = all?.split(separator: "\r\n", maxSplits: 1).first.map(String.init)
                #expect(statusLine == example.status, "\(example.name)")
                #expect(server.requests.map(\.target.path) == example.handled, "\(example.name)")
                let answers = (all ?? "").split(separator: "HTTP/1.1 ", omittingEmptySubsequences: true).count
                #expect(
                    answers == (example.headTwice ? 2 : max(example.handled.count, 1)),
                    "\(example.name): \(all ?? "no end")")
            }
        }
    }

    /// The same heads, sent byte by byte, are understood the same.
    @Test func piecesChangeNothing() throws {
        try TestListener.with(TestListener()) { server in
            for example in [SmugglingTests.refused[0], SmugglingTests.answeredAndKept[0]] {
                server.forget()
                let client = server.client()
                for byte in (example.request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n").utf8 { client.send([byte]) }
                #expect(client.answer()?.statusLine == example.status)
                client.finishSending()
                _ = client.rest()
                #expect(server.requests.map(\.target.path) == example.handled)
            }
        }
    }
}
