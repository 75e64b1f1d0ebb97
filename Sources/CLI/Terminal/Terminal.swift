import Domain

/// The world around a command: what it reads and writes, who is watching, where it was started. Tests hand in another.
package protocol Terminal: Sendable {
    var environment: [String: String] { get }
    /// Absolute.
    var currentDirectory: String { get }
    /// Whether a person types, and not a pipe.
    var isInputTerminal: Bool { get }
    /// Whether a person reads what is printed.
    var isOutputTerminal: Bool { get }
    var isErrorTerminal: Bool { get }
    /// In columns.
    var width: Int { get }

    func now() -> Timestamp
    func pause(milliseconds: UInt32)

    /// One line of standard input without its end; nil after the last.
    func readLine() throws -> String?
    /// All of standard input. Throws `badRequest` when it is longer.
    func readAll(limitBytes: Int) throws -> [UInt8]
    /// Asks on standard error and reads a line without showing it.
    func readSecret(_ prompt: String) throws -> String

    /// Runs a program that the person uses at this terminal, and waits for its exit status.
    func runProgram(_ path: String, _ arguments: [String]) throws -> Int32

    /// To standard output, exactly these bytes. Throws `OutputClosed` when nobody reads any more.
    func write(_ bytes: [UInt8]) throws
    /// To standard error. What cannot be written there is lost.
    func writeError(_ text: String)
}

/// Whoever read our output has gone (`| head`): not an error, but no reason to go on.
package struct OutputClosed: Error {}
