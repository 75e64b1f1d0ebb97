/// The service's configuration, read and checked. `Setting.all` says where each value comes from.
package struct Configuration: Equatable, Sendable {
    package enum LogFormat: String, Sendable, CaseIterable { case text, json }

    /// The file that further settings were read from.
    package var file: String?
    /// Where the service keeps artifacts and its own database.
    package var dataDirectory = ""
    /// Nil: the service runs its own PostgreSQL in the data directory.
    package var databaseURL: String?
    /// The database as its owner; only `migrate` uses it.
    package var migrationURL: String?
    package var listen = ListenAddress(host: "127.0.0.1", port: 7180)
    package var logLevel = Observation.Level.info
    package var logFormat = LogFormat.text
    package var executorsFile: String?
    package var workers = 0
    package var slowWorkers = 0
    package var passwordWorkers = 0
    package var leaseSeconds = 60
    package var passwordCost = PasswordHash.Cost.interactive
    package var limits = Limits()

    package init() {}
}

/// A host name or address, and a TCP port; port 0 lets the system choose one.
package struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`; an IPv6 address stands in brackets.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
