import API
import Domain
import Platform
import Server
import TestSupport
import Testing

/// What an operator sees of a service from outside: metrics, readiness, settings.
@Suite struct ObservationTests {
    /// Prometheus' text format: names with their unit, help and type before the samples, and no identifier in a label.
    @Test func metricsAreWhatPrometheusReads() throws {
        let service = try TestService()
        let wire = Wire(url: service.url, token: try service.token(.author))
        _ = try wire.call(Endpoints.runShow.shape, ["team": "north", "run": "run_0123456789abcdef"])
        _ = try wire.send("GET", "/v1/nothing/run_0123456789abcdef")
        _ = try wire.send("GET", "/v1/teams/north/runs?state=run_0123456789abcdef")
        var help: Set<Substring> = []
        var type: [Substring: Substring] = [:]
        var samples = 0
        let pattern = /(countersign_[a-z_]+)(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? [0-9.e+-]+/
        for line in try wire.send("GET", "/metrics").text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3)
            if line.hasPrefix("# HELP ") {
                #expect(help.insert(words[2]).inserted && line.hasSuffix("."), "\(line)")
            } else if line.hasPrefix("# TYPE ") {
                type[words[2]] = words[3]
            } else {
                let sample = try #require(line.wholeMatch(of: pattern), "\(line)")
                var family = sample.1
                for suffix in ["_bucket", "_sum", "_count"] where type[family] == nil && family.hasSuffix(suffix) {
                    family = family.dropLast(suffix.count)
                }
                #expect(help.contains(family), "\(line)")
                switch type[family] {
                case "counter": #expect(family.hasSuffix("_total"), "\(line)")
                case "histogram": #expect(family.hasSuffix("_seconds") || family.hasSuffix("_bytes"), "\(line)")
                default: #expect(type[family] == "gauge", "\(line)")
                }
                #expect(!line.contains(/[a-z]{3}_[0-9a-z]{16}/), "\(line)")
                samples += 1
            }
        }
        #expect(samples > 20)
        #expect(type["countersign_requests_total"] == "counter")
        #expect(type["countersign_request_seconds"] == "histogram")
    }

    @Test func aServiceThatIsNotReadySaysWhy() throws {
        let service = try TestService()
        let wire = Wire(url: service.url, token: nil)
        #expect(try wire.send("GET", "/readyz").json == ["status": "ready", "version": .string(Version.text)])
        try service.world.database.run(
            "DELETE FROM schema_migrations WHERE number = (SELECT max(number) FROM schema_migrations)")
        let behind = try wire.send("GET", "/readyz")
        #expect(behind.status == 503 && behind.code == "unavailable")
        #expect(behind.json["detail"]?.string?.contains("run `countersignd migrate`") == true, "\(behind.text)")
        // Alive all the same: a restart would mend nothing.
        #expect(try wire.send("GET", "/healthz").status == 200)
    }

    @Test func configTellsEverySettingAndWhereItComesFrom() throws {
        let told = ServiceCommand.describe(
            try ResolvedConfiguration(
                arguments: ["--limit-streams", "7", "--database-url", "postgresql://u:secret@h/d"],
                environment: ["COUNTERSIGN_WORKERS": "3"]))
        let lines = told.split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != " " } } == Setting.all.map { Substring($0.name) })
        let limits = Mirror(reflecting: Limits()).children.count
        #expect(lines.filter { $0.hasPrefix("limit-") }.count == limits)
        func line(_ name: String) -> [Substring] {
            lines.first { $0.hasPrefix(name + " ") }?.split(separator: " ") ?? []
        }
        #expect(line("limit-streams") == ["limit-streams", "7", "(--limit-streams)"])
        #expect(line("workers") == ["workers", "3", "(COUNTERSIGN_WORKERS)"])
        #expect(line("database-url") == ["database-url", "********", "(--database-url)"])
        #expect(line("migration-url") == ["migration-url", "(not", "set)", "(default)"])
    }
}
