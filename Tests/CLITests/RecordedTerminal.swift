import Domain
import Synchronization

@testable import CLI

/// A terminal for a test: a script of lines in, everything that was printed out. Time stands still.
final class RecordedTerminal: Terminal {
    let environment: [String: String]
    let currentDirectory: String
    let isInputTerminal: Bool
    let isOutputTerminal: Bool
    let isErrorTerminal = false
    let width = 80

    /// Stands for the programs that a command starts; gets their arguments, returns their status.
    private let program: @Sendable ([String]) -> Int32

    private struct Record {
        var input: [String]
        var output = ""
        var error = ""
        var pausesMilliseconds: [UInt32] = []
        /// Without a limit when nil; then the reader goes away.
        var outputLimitBytes: Int?
    }
    private let record: Mutex<Record>

    /// `isTerminal` for input and output alike.
    init(
        input: [String] = [], isTerminal: Bool = false, environment: [String: String] = [:],
        currentDirectory: String = "/", outputLimitBytes: Int? = nil,
        program: @escaping @Sendable ([String]) -> Int32 = { _ in 127 }
    ) {
        self.program = program
        self.environment = environment
        self.currentDirectory = currentDirectory
        isInputTerminal = isTerminal
        isOutputTerminal = isTerminal
        record = Mutex(Record(input: input, outputLimitBytes: outputLimitBytes))
    }

    var output: String { record.withLock { $0.output } }
    var error: String { record.withLock { $0.error } }
    var pausesMilliseconds: [UInt32] { record.withLock { $0.pausesMilliseconds } }

    func now() -> Timestamp { Timestamp(secondsSince1970: 1_800_000_000) }
    func pause(milliseconds: UInt32) { record.withLock { $0.pausesMilliseconds.append(milliseconds) } }

    func readLine() throws -> String? {
        record.withLock { $0.input.isEmpty ? nil : $0.input.removeFirst() }
    }

    func readAll(limitBytes: Int) throws -> [UInt8] {
        record.withLock { record in
            defer { record.input = [] }
            return Array(record.input.map { $0 + "\n" }.joined().utf8)
        }
    }

    func runProgram(_ path: String, _ arguments: [String]) throws -> Int32 { program(arguments) }

    func readSecret(_ prompt: String) throws -> String {
        writeError(prompt + "\n")
        return try readLine() ?? ""
    }

    func write(_ bytes: [UInt8]) throws {
        try record.withLock { record in
            record.output += String(decoding: bytes, as: UTF8.self)
            if let limit = record.outputLimitBytes, record.output.utf8.count > limit { throw OutputClosed() }
        }
    }

    func writeError(_ text: String) { record.withLock { $0.error += text } }
}
