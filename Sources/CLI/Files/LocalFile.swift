import Domain
import Formats
import Glibc
import Platform

/// Files that were named on the command line; `-` is standard input.
package enum LocalFile {
    /// The most that a command sends in one message.
    package static let limitBytes = 8 << 20

    /// A path as it was typed, made absolute.
    package static func path(_ typed: String, _ invocation: Invocation) -> String {
        typed.hasPrefix("/") ? typed : invocation.terminal.currentDirectory + "/" + typed
    }

    package static func read(_ typed: String, _ invocation: Invocation, limitBytes: Int = limitBytes) throws -> [UInt8]
    {
        if typed == "-" { return try invocation.terminal.readAll(limitBytes: limitBytes) }
        var bytes: [UInt8] = []
        try pieces(of: path(typed, invocation)) { piece in
            bytes += piece
            guard bytes.count <= limitBytes else {
                throw Failure(.badRequest, "\(typed) is longer than \(limitBytes) bytes")
            }
        }
        return bytes
    }

    /// UTF-8 text, without a byte order mark. Throws `badRequest` for anything else.
    package static func text(_ typed: String, _ invocation: Invocation) throws -> String {
        let bytes = try read(typed, invocation)
        let unmarked = PlainText.withoutMark(bytes)
        if unmarked != nil { invocation.say("Left out: \(typed) (its byte order mark)") }
        guard let text = String(validating: unmarked ?? bytes, as: UTF8.self) else {
            throw Failure(.badRequest, "\(typed) is not UTF-8 text")
        }
        return text
    }

    /// An object in JSON. Throws `badRequest` with the place for what is not JSON, `invalidInput` for what is no object.
    static func object(_ typed: String, _ invocation: Invocation) throws -> [String: JSON] {
        let shown = typed == "-" ? "standard input" : typed
        let bytes = try read(typed, invocation)
        do {
            guard let object = try JSON(bytes: bytes).object else {
                throw Failure(.invalidInput, "\(shown):1:1: not a JSON object: write {\"NAME\": VALUE, …}")
            }
            return object
        } catch let failure as Failure {
            guard let line = failure.detail["line"]?.integer, let byte = failure.detail["byte"]?.integer,
                let flaw = failure.detail["flaw"]?.string
            else { throw failure }
            throw Failure(failure.code, "\(shown):\(line):\(byte): not valid JSON: \(flaw)")
        }
    }

    /// The digest of a file of any size.
    package static func digest(ofFile path: String) throws -> Digest {
        var hasher = Hasher256()
        try pieces(of: path) { hasher.update($0) }
        return hasher.finish()
    }

    static func pieces(of path: String, _ take: (ArraySlice<UInt8>) throws -> Void) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw Failure(.badRequest, "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count >= 0 else {
                throw Failure(.badRequest, "cannot read \(path): \(String(cString: strerror(errno)))")
            }
            if count == 0 { return }
            try take(buffer[..<count])
        }
    }
}
