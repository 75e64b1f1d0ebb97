import Domain
import Foundation
import Platform
import Testing

/// One of the built programs as a process of its own, with what it logs in a file.
final class ServerProcess {
    private let process: RunningProcess
    private let logFile: String
    private let logStart: Int

    init(_ program: String, _ arguments: [String], log: String, environment: [String: String]) throws {
        logFile = log
        logStart = FileManager.default.contents(atPath: log)?.count ?? 0
        // Gone with the tests, even if those are killed.
        var subprocess = Subprocess(
            "/usr/bin/setpriv", ["--pdeathsig", "KILL", "--", "\(Installation.programs)/\(program)"] + arguments,
            environment: ["PATH": "\(Installation.programs):/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"].merging(
                environment
            ) { $1 }, directory: "/", deadlineSeconds: 600)
        subprocess.output = .append(path: log)
        subprocess.errors = .append(path: log)
        process = try subprocess.start()
    }

    var isRunning: Bool { process.isRunning }
    var processID: Int32 { process.processID }

    /// Without a chance to clean up.
    func kill() {
        process.send(SIGKILL)
        _ = process.wait()
    }

    func send(_ signal: Int32) { process.send(signal) }

    /// Nil when it does not end in that time.
    func end(withinSeconds seconds: Double) -> Outcome.End? { process.wait(timeoutSeconds: seconds)?.end }

    /// What it has logged since it was started.
    var log: [String] {
        let all = FileManager.default.contents(atPath: logFile) ?? Data()
        return String(decoding: all.dropFirst(logStart), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    func logged(_ event: String) -> [String] { log.filter { $0.contains(" event=\(event)") } }

    func awaitLog(_ event: String) throws {
        try eventually("\(event) is logged") {
            guard isRunning || !logged(event).isEmpty else {
                throw Failure(.unavailable, "it has ended: \(log.suffix(5).joined(separator: " | "))")
            }
            return !logged(event).isEmpty
        }
    }

    /// Of a service, as it said when it started.
    var port: UInt16 {
        logged("service_started").first?.firstMatch(of: /listen=127\.0\.0\.1:(\d+)/).flatMap { UInt16($0.1) } ?? 0
    }

    var url: String { "http://127.0.0.1:\(port)" }
}
