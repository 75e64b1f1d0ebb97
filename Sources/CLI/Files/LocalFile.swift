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
