import Domain
import Testing

@testable import Platform

@Suite struct ConfigurationTests {
    private func resolve(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws
        -> ResolvedConfiguration
    {
        try ResolvedConfiguration(arguments: arguments, environment: environment)
    }

    /// What is written in the design, here a second time, so that a changed default is a decision.
    @Test func defaults() throws {
        var expected = Configuration()
        expected.dataDirectory = ".countersign"
        expected.workers = 8
        expected.slowWorkers = 2
        expected.passwordWorkers = 2
        let configuration = try resolve([], ["PATH": "/bin", "COUNTERSIGN_TOKEN": "of another program"]).configuration
        #expect(configuration == expected)
        #expect(configuration.listen == ListenAddress(host: "127.0.0.1", port: 7180))
        #expect(configuration.passwordCost == .interactive)
        #expect(configuration.limits.headerBytes == 16_384)
        #expect(configuration.limits.bodyBytes == 1_048_576)
        #expect(configuration.limits.bundleBodyBytes == 2_097_152)
        #expect(configuration.limits.templateBodyBytes == 12_582_912)
        #expect(configuration.limits.artifactBytes == 67_108_864)
    }

    @Test func flagsGoBeforeEnvironmentBeforeFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "# ours\n\n workers = 3 \nslow-workers=4\r\nlimit-streams = 7\ndatabase-url = postgresql://u:p#=w@h/d\n",
            to: "countersign.conf")
        let resolved = try resolve(
            ["--workers", "5", "--log-format=json"],
            ["COUNTERSIGN_CONFIG": file, "COUNTERSIGN_WORKERS": "6", "COUNTERSIGN_SLOW_WORKERS": "9"])
        #expect(resolved.configuration.workers == 5)
        #expect(resolved.configuration.slowWorkers == 9)
        #expect(resolved.configuration.limits.streams == 7)
        #expect(resolved.configuration.databaseURL == "postgresql://u:p#=w@h/d")
        let names = [
            "config", "database-url", "migration-url", "listen", "log-format", "workers", "slow-workers",
            "limit-streams",
        ]
        #expect(
            resolved.shown.filter { names.contains($0.name) } == [
                .init(name: "config", value: file, origin: .environment("COUNTERSIGN_CONFIG")),
                .init(name: "database-url", value: "********", origin: .file(path: file, line: 6)),
                .init(name: "migration-url", value: nil, origin: .fallback),
                .init(name: "listen", value: "127.0.0.1:7180", origin: .fallback),
                .init(name: "log-format", value: "json", origin: .flag("--log-format")),
                .init(name: "workers", value: "5", origin: .flag("--workers")),
                .init(name: "slow-workers", value: "9", origin: .environment("COUNTERSIGN_SLOW_WORKERS")),
                .init(name: "limit-streams", value: "7", origin: .file(path: file, line: 5)),
            ])
        #expect(resolved.shown.map(\.name) == Setting.all.map(\.name))
    }

    @Test(arguments: [
        (["--listen", "nowhere"], ["listen (from --listen): \"nowhere\" is not accepted", "HOST:PORT"]),
        (["--workers=0"], ["workers (from --workers): \"0\"", "from 1 to 256"]),
        (["--log-level", "loud"], ["log-level (from --log-level)", "debug, info, warn, error"]),
        (["--database-url="], ["database-url (from --database-url): its value is not accepted"]),
        (["--wrkers", "1"], ["unknown argument --wrkers", "--workers"]),
        (["serve"], ["unknown argument serve"]),
        (["--workers"], ["--workers needs a value"]),
        (["--workers", "1", "--workers", "2"], ["--workers is given twice"]),
        (["--config", "/does/not/exist"], ["/does/not/exist"]),
    ])
    func refusals(arguments: [String], parts: [String]) {
        let failure = #expect(throws: Failure.self) { try resolve(arguments) }
        #expect(failure?.code == .badRequest)
        #expect(parts.filter { failure?.message.contains($0) != true } == [])
    }

    @Test(arguments: [
        ("workers 3", ":1: expected `key = value`"),
        ("# x\nwrkers = 3", ":2: unknown setting wrkers"),
        ("config = /tmp/x", ":1: unknown setting config"),
        ("workers = 3\nworkers = 4", ":2: workers is set on line 1 already"),
        ("\nworkers = many", ":2): \"many\" is not accepted; it must be a whole number from 1 to 256"),
        ("workers =", ":1): \"\" is not accepted"),
    ])
    func refusalsOfAFile(text: String, part: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "countersign.conf")
        let failure = #expect(throws: Failure.self) { try resolve(["--config", path]) }
        #expect(failure?.message.contains(path + part) == true, "\(failure?.message ?? "")")
    }

    @Test func settingsAreTold() {
        #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
        let untold = Setting.all.filter { !$0.meaning.hasSuffix(".") || $0.accepts.isEmpty }
        #expect(untold.map(\.name) == [])
        #expect(Setting.all.filter(\.isSecret).map(\.name) == ["database-url", "migration-url"])
        #expect(Setting.all.first { $0.name == "slow-workers" }?.variable == "COUNTERSIGN_SLOW_WORKERS")
    }

    @Test(arguments: [
        ("127.0.0.1:7180", "127.0.0.1", 7180), ("[::1]:80", "::1", 80), ("localhost:0", "localhost", 0),
    ])
    func listenAddresses(text: String, host: String, port: UInt16) {
        #expect(ListenAddress(text) == ListenAddress(host: host, port: port))
        #expect(ListenAddress(text)?.description == text)
    }

    @Test(arguments: ["", "7180", ":7180", "host", "host:", "host:65536", "::1:80", "[]:80"])
    func noListenAddresses(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}
