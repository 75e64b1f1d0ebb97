import API
import APIClient
import Domain
import FoundationEssentials

@testable import CLI

/// A service that gives prepared answers and remembers what it was asked.
final class StubService: Transport {
    struct Asked: Equatable {
        let line: String
        let body: JSON?
    }

    private var answers: [String: [TransportResponse]] = [:]
    private(set) var asked: [Asked] = []
    private(set) var keys: [String] = []

    /// `line` is method and path with query; several answers to one line are given in turn, the last one again and again.
    func answer(_ line: String, _ message: some Encodable, status: Int = 200) throws {
        answers[line, default: []].append(
            TransportResponse(status: status, body: [UInt8](try JSONEncoder().encode(message))))
    }

    func answer(_ line: String, bytes: [UInt8], status: Int = 200) {
        answers[line, default: []].append(TransportResponse(status: status, body: bytes))
    }

    func refuse(_ line: String, _ code: FailureCode, _ detail: String, facts: JSON? = nil, status: Int = 409) throws {
        try answer(
            line,
            Problem9457(
                type: "about:blank", title: "", status: status, code: code.rawValue, detail: detail, facts: facts),
            status: status)
    }

    func send(_ request: TransportRequest, into receiver: TransportReceiver) throws(Failure) -> TransportResponse {
        let line = request.method + " " + request.url.replacing("http://127.0.0.1:7180", with: "")
        var body: JSON?
        if case .bytes(let bytes) = request.body { body = try? JSON(bytes: bytes) }
        asked.append(Asked(line: line, body: body))
        keys += request.headers.filter { $0.name == "Idempotency-Key" }.map(\.value)
        guard let first = answers[line]?.first else {
            throw Failure(.notFound, "the stub has no answer to \(line)")
        }
        if answers[line]?.count ?? 0 > 1 { answers[line]?.removeFirst() }
        guard (200..<300).contains(first.status) else { return first }
        switch receiver {
        case .bytes: return first
        case .file(let path):
            try AtomicFile.stubbed(first.body, path)
        case .lines(let take):
            let lines = String(decoding: first.body, as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
            for line in lines where !take(String(line)) { break }
        }
        return TransportResponse(status: first.status)
    }
}

extension AtomicFile {
    fileprivate static func stubbed(_ bytes: [UInt8], _ path: String) throws(Failure) {
        do { try write(bytes, to: path, replaces: false) } catch { throw Failure(.internalError, "\(error)") }
    }
}

/// What came of running one command line in this process.
struct Outcome: Equatable {
    var code: ExitCode
    var output: String
    var error: String
}

/// Runs a command line against a stub, logged in with team `demo` unless the environment says otherwise.
func countersign(
    _ words: [String], service: StubService = StubService(), input: [String] = [], isTerminal: Bool = false,
    environment: [String: String] = ["COUNTERSIGN_TOKEN": "secret", "COUNTERSIGN_TEAM": "demo"],
    currentDirectory: String = "/", outputLimitBytes: Int? = nil,
    program: @escaping @Sendable ([String]) -> Int32 = { _ in 127 }
) -> Outcome {
    // Nothing of whoever runs the tests must come in.
    let environment = ["COUNTERSIGN_LOGIN_FILE": "/nonexistent/config.json"].merging(environment) { $1 }
    let terminal = RecordedTerminal(
        input: input, isTerminal: isTerminal, environment: environment, currentDirectory: currentDirectory,
        outputLimitBytes: outputLimitBytes, program: program)
    nonisolated(unsafe) let service = service  // used by this one thread only
    let code = Program(terminal: terminal, connect: { _, _ in service }).run(words)
    return Outcome(code: code, output: terminal.output, error: terminal.error)
}
