import Domain
import Testing

@testable import APIClient

@Suite struct ServerAddressTests {
    @Test(arguments: [
        ("http://127.0.0.1:7180", "127.0.0.1", true, false), ("http://127.8.9.1/", "127.8.9.1", true, false),
        ("https://Example.org/base/", "example.org", false, true), ("http://localhost:1", "localhost", true, false),
        ("http://[::1]:7180", "::1", true, false),
        ("HTTP://127.0.0.1.example.org", "127.0.0.1.example.org", false, false),
        ("http://128.0.0.1", "128.0.0.1", false, false),
    ])
    func isRead(_ text: String, _ host: String, _ isLoopback: Bool, _ isEncrypted: Bool) throws {
        let address = try ServerAddress(text)
        #expect(address.host == host)
        #expect(address.isLoopback == isLoopback)
        #expect(address.isEncrypted == isEncrypted)
        #expect(!address.text.hasSuffix("/"))
    }

    @Test(arguments: [
        "", "127.0.0.1:7180", "ftp://x", "http://", "http:///x", "http://127.0.0.1@example.org", "http://x:port",
        "http://x:99999", "http://x:", "http://x?y", "http://x#y", "http://[::1", "http://x y", "http://ex\u{e4}mple",
    ])
    func isRefused(_ text: String) {
        let failure = #expect(throws: Failure.self) { try ServerAddress(text) }
        #expect(failure?.code == .badRequest)
    }

    @Test func aTokenOnlyTravelsEncryptedOrNotAtAll() throws {
        #expect(throws: Failure.self) { try Client.check(ServerAddress("http://example.org"), allowsInsecure: false) }
        try Client.check(ServerAddress("http://example.org"), allowsInsecure: true)
        try Client.check(ServerAddress("https://example.org"), allowsInsecure: false)
        try Client.check(ServerAddress("http://127.0.0.1:1"), allowsInsecure: false)
    }
}
