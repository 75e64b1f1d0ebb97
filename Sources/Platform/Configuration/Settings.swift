extension Setting {
    /// Every setting of the service, in the order in which they are shown. `config`, which names the file, is the one
    /// setting that cannot stand in the file.
    package static let all: [Setting] = service + limits

    private static let service: [Setting] = [
        .text(
            "config", \.file, accepts: "the path of a file of `key = value` lines",
            "The file that holds further settings."),
        Setting(
            "data", \.dataDirectory, fallback: ".countersign", accepts: "the path of a directory",
            "Where artifacts and the service's own database are kept.",
            read: { $0.isEmpty ? nil : $0 }),
        .text(
            "database-url", \.databaseURL, accepts: "a PostgreSQL connection URI", secret: true,
            "The database to use; without it the service runs its own PostgreSQL in the data directory."),
        .text(
            "migration-url", \.migrationURL, accepts: "a PostgreSQL connection URI", secret: true,
            "The same database as its owner, for `migrate` only."),
        Setting(
            "listen", \.listen, fallback: "127.0.0.1:7180", accepts: "HOST:PORT, an IPv6 address in brackets",
            "The address that answers requests.",
            read: { ListenAddress($0) }),
        .choice("log-level", \.logLevel, fallback: .info, "The least important events that are still written."),
        .choice("log-format", \.logFormat, fallback: .text, "How events are written to standard error."),
        .text(
            "executors", \.executorsFile, accepts: "the path of a file",
            "The file that says which command executes which action."),
        .number("workers", \.workers, fallback: 8, in: 1...256, "Threads that answer requests, a connection each."),
        .number(
            "slow-workers", \.slowWorkers, fallback: 2, in: 1...64,
            "Threads for slow work: differences, reports and git."),
        .number(
            "password-workers", \.passwordWorkers, fallback: 2, in: 1...64,
            "Threads for passwords, whose hashes are slow on purpose; each takes 64 MiB meanwhile."),
        .number(
            "lease-seconds", \.leaseSeconds, fallback: 60, in: 10...3600,
            "How long a runner keeps a run without being heard of; it renews every 5 s, or six times in that time."),
        .choice(
            "password-cost", \.passwordCost, fallback: .interactive,
            "How costly password hashes are; `test` is for tests and protects nothing."),
    ]

    private static let limits: [Setting] = {
        func limit(
            _ name: String, _ place: any WritableKeyPath<Configuration, Int> & Sendable, in range: ClosedRange<Int>,
            _ meaning: String
        ) -> Setting {
            .number("limit-" + name, place, fallback: Configuration()[keyPath: place], in: range, meaning)
        }
        return [
            limit("header-bytes", \.limits.headerBytes, in: 1 << 10...1 << 20, "Request line and headers together."),
            limit("body-bytes", \.limits.bodyBytes, in: 1 << 10...1 << 30, "A JSON request body."),
            limit("bundle-body-bytes", \.limits.bundleBodyBytes, in: 1 << 10...1 << 30, "A policy bundle, as JSON."),
            limit(
                "template-body-bytes", \.limits.templateBodyBytes, in: 1 << 10...1 << 30,
                "A template folder, as JSON with its files in base 64."),
            limit("artifact-bytes", \.limits.artifactBytes, in: 1 << 10...1 << 40, "One uploaded artifact."),
            limit("connections", \.limits.connections, in: 1...65_536, "Open connections."),
            limit(
                "connections-per-address", \.limits.connectionsPerAddress, in: 1...65_536, "Open ones from one address."
            ),
            limit("streams", \.limits.streams, in: 1...65_536, "Event streams."),
            limit(
                "request-timeout-seconds", \.limits.requestTimeoutSeconds, in: 1...3600,
                "Time to send a request's head, or to idle."),
            limit(
                "body-timeout-seconds", \.limits.bodyTimeoutSeconds, in: 1...86_400, "Time to send a request's body."),
            limit(
                "drain-seconds", \.limits.drainSeconds, in: 0...3600,
                "Time that a stopping service lets requests finish."),
            limit("waiting-requests", \.limits.waitingRequests, in: 1...65_536, "Requests that wait for a worker."),
            limit(
                "context-tokens", \.limits.contextTokens, in: 100...1_000_000,
                "The budget of a run's team context in estimated tokens; nothing is dispatched above twice that."),
        ]
    }()
}
