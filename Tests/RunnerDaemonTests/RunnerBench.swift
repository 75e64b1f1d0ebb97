import Domain
import FoundationEssentials
import Glibc
import Harness
import Platform
import Synchronization
import TestSupport

@testable import RunnerDaemon

/// A folder that is gone with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/countersign-runner-" + Hex.encode(SecureRandom.bytes(6))
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FolderRemoval.remove(path) }

    /// Names in a folder of it.
    func names(_ folder: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
    }

    func read(_ name: String) -> String? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A runner on a stub service, and what it logged.
final class RunnerBench: Sendable {
    let service: StubService
    let folder: TemporaryFolder
    let daemon: RunnerDaemon
    private let lines: LogLines

    private final class LogLines: Sendable {
        let all = Mutex<[String]>([])
    }

    init(
        _ service: StubService, profile: AgentProfile = .script, root: String? = nil,
        change: (inout RunnerSettings) -> Void = { _ in }
    ) throws {
        self.service = service
        folder = try TemporaryFolder()
        let lines = LogLines()
        self.lines = lines
        var settings = RunnerSettings(
            host: "bench", labels: ["linux"], adapter: PlainCommandAdapter(profile),
            workspaceRoot: root ?? folder.path + "/workspaces")
        settings.once = true
        settings.pollMilliseconds = 20
        settings.awayPollMilliseconds = 50
        settings.graceSeconds = 0.3
        change(&settings)
        let log = Log(level: .debug, format: .text, now: { 0 }) { line in lines.all.withLock { $0.append(line) } }
        daemon = RunnerDaemon(settings, link: try service.link, observer: Observer(log: log))
    }

    /// Works until one run is over.
    func run() async throws {
        let daemon = daemon
        try await onOwnThread { try daemon.run() }
    }

    /// The same, at work when this returns.
    func begin() throws -> OwnThreadWork<Void> {
        let daemon = daemon
        return try OwnThreadWork { try daemon.run() }
    }

    func logged(_ event: String) -> [String] {
        lines.all.withLock { $0.filter { $0.contains("event=\(event) ") || $0.hasSuffix("event=\(event)") } }
    }

    /// What an agent left in its workspace, which is kept when the attempt failed.
    func kept(_ name: String) -> String? { folder.read("workspaces/run_0000000000000001.1/\(name)") }
}

/// Waits for what another thread does; false when it does not come.
func eventually(_ condition: @escaping @Sendable () -> Bool) async throws -> Bool {
    try await onOwnThread {
        let deadline = Clock.monotonicMilliseconds + 120_000
        while !condition() {
            if Clock.monotonicMilliseconds > deadline { return false }
            usleep(5000)
        }
        return true
    }
}
