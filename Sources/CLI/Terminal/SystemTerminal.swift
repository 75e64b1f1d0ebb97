import Domain
import FoundationEssentials
import Glibc
import Platform

/// The process's own standard streams.
package struct SystemTerminal: Terminal {
    package let environment: [String: String]
    package let currentDirectory: String
    package let isInputTerminal: Bool
    package let isOutputTerminal: Bool
    package let isErrorTerminal: Bool

    package init() {
        environment = ProcessInfo.processInfo.environment
        currentDirectory = FileManager.default.currentDirectoryPath
        isInputTerminal = isatty(STDIN_FILENO) == 1
        isOutputTerminal = isatty(STDOUT_FILENO) == 1
        isErrorTerminal = isatty(STDERR_FILENO) == 1
    }

    package var width: Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return environment["COLUMNS"].flatMap { Int($0) } ?? 80
    }

    package func now() -> Domain.Timestamp {
        Domain.Timestamp(microsecondsSince1970: Int64(Clock.wallMilliseconds) * 1000)
    }

    package func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

    package func readLine() throws -> String? {
        // Byte by byte, so that nothing is taken from whoever reads the same input after us.
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(STDIN_FILENO, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return SystemTerminal.text(line) }
            line.append(byte)
        }
        return line.isEmpty ? nil : SystemTerminal.text(line)
    }

    private static func text(_ line: [UInt8]) -> String {
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...], as: UTF8.self)
    }

    package func readAll(limitBytes: Int) throws -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count <= 0 { return all }
            all += buffer[..<count]
            guard all.count <= limitBytes else {
                throw Failure(.badRequest, "standard input is longer than \(limitBytes) bytes")
            }
        }
    }

    package func readSecret(_ prompt: String) throws -> String {
        var before = termios()
        guard isInputTerminal, tcgetattr(STDIN_FILENO, &before) == 0 else {
            throw UsageFailure(
                "there is no terminal to ask for a secret at; use the option that reads it from standard input")
        }
        writeError(prompt)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            writeError("\n")
        }
        return try readLine() ?? ""
    }

    package func runProgram(_ path: String, _ arguments: [String]) throws -> Int32 {
        try Foreground.run(path, arguments, environment: environment)
    }

    package func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { throw OutputClosed() }
                throw Failure(.unavailable, "cannot write to standard output: \(String(cString: strerror(errno)))")
            }
            rest = rest.dropFirst(count)
        }
    }

    package func writeError(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
