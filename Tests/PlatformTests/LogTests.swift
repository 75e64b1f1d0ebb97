import Domain
import Platform
import Synchronization
import Testing

@Suite struct LogTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func append(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private func lines(
        _ format: Configuration.LogFormat, level: Observation.Level = .debug, _ body: (Observer) -> Void
    ) -> [String] {
        let lines = Lines()
        body(Observer(log: Log(level: level, format: format, now: { 1_785_766_009_120 }, sink: lines.append)))
        return lines.all
    }

    @Test func text() {
        let lines = lines(.text) {
            $0.info(
                "run_claimed",
                ["run": "run_1", "attempt": 2, "note": "two words", "none": "", "quote": "a\"b", "list": [1, 2]])
        }
        #expect(
            lines == [
                "time=2026-08-03T14:06:49.12Z level=info event=run_claimed attempt=2 list=[1,2] none=\"\" "
                    + "note=\"two words\" quote=\"a\\\"b\" run=run_1"
            ])
    }

    @Test func json() throws {
        let lines = lines(.json) {
            $0.warn("run_claimed", ["run": "run_1", "level": "mine", "deep": ["a": [true, nil]]])
        }
        #expect(
            try lines.map { try JSON(text: $0) } == [
                [
                    "time": "2026-08-03T14:06:49.12Z", "level": "warn", "event": "run_claimed", "run": "run_1",
                    "deep": ["a": [true, nil]],
                ]
            ])
    }

    @Test func levels() {
        let lines = lines(.text, level: .warn) { observer in
            observer.debug("a")
            observer.info("b")
            observer.warn("c")
            observer.error("d")
        }
        #expect(lines.map { $0.split(separator: " ")[2] } == ["event=c", "event=d"])
    }

    /// Neither a forged line nor a command to the terminal nor reordered text, in either format.
    @Test(arguments: [Configuration.LogFormat.text, .json])
    func controlCharacters(format: Configuration.LogFormat) {
        let nasty = "a\nb\r\tc\u{1B}[31md\u{7F}e\u{9B}f\u{202E}g\u{2028}h\u{0}"
        let line = lines(format) { $0.info("x", ["key \u{1B}": .string(nasty)]) }.joined()
        let bad = line.unicodeScalars.filter { scalar in
            scalar.value < 32 || (0x7F...0x9F).contains(scalar.value) || (0x2000...0x206F).contains(scalar.value)
        }
        #expect(bad.map(\.value) == [])
        let shown = """
            a\\nb⟦U+000D control⟧\\tc⟦U+001B escape⟧[31md⟦U+007F control⟧e⟦U+009B escape⟧\
            f⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧g⟦U+2028 LINE SEPARATOR⟧h⟦U+0000 control⟧
            """
        #expect(line.contains(shown))
    }

    @Test(arguments: [Configuration.LogFormat.text, .json])
    func secretsStayIn(format: Configuration.LogFormat) {
        let token = Token.make(.person).secret
        let line = lines(format) {
            $0.error(
                "mail_failed",
                [
                    "message": .string("sent \(token)"), "password": "hunter2", "deep": ["list": [.string(token)]],
                    .init(token): 1, "api_token": "hunter2", "header": "Authorization: Bearer hunter2",
                ])
        }.joined()
        #expect(!line.contains(token.dropFirst(5)) && !line.contains("hunter2"), "\(line)")
        #expect(line.contains("sent cs_p_***"))
    }

    @Test func threadsDoNotMixLines() async {
        let lines = Lines()
        let log = Log(level: .info, format: .text, sink: lines.append)
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for _ in 0..<100 { log.write(Observation(.info, "line_written", ["task": .integer(Int64(task))])) }
                }
            }
        }
        #expect(lines.all.count == 800)
    }

    @Test func whatIsNotLoggedIsStillCounted() {
        let observer = Observer(log: Log(level: .error, format: .text, sink: { _ in }))
        let waited = Metric.gauge("waited_seconds", "Waited.")
        observer.info("run_claimed", measures: [waited.measuring(1.5)])
        observer.info("run_claimed")
        #expect(
            observer.metrics.render() == """
                # HELP countersign_observations_total Observations by name and level.
                # TYPE countersign_observations_total counter
                countersign_observations_total{name="run_claimed",level="info"} 2
                # HELP waited_seconds Waited.
                # TYPE waited_seconds gauge
                waited_seconds 1.5

                """)
    }
}
