import Domain
import Glibc

/// Large content as parts, so that it never stands in memory as a whole.
package enum FileParts {
    /// Reads a regular file from its beginning, in parts of this size; the last one may be shorter.
    package static func read(_ path: String, partBytes: Int, _ body: ([UInt8]) throws -> Void) throws {
        let file = try Descriptor.open(path, O_RDONLY)
        while true {
            let part = try part(of: file, path, atMost: partBytes)
            if part.isEmpty { return }
            try body(part)
        }
    }

    /// Writes a new private file and answers its path. Nothing stays behind when the body throws; otherwise whoever
    /// asked for it removes it.
    package static func writeTemporary(in folder: String, _ body: ((_ part: [UInt8]) throws -> Void) throws -> Void)
        throws -> String
    {
        let path = "\(folder)/countersign-\(Hex.encode(SecureRandom.bytes(12)))"
        let file = try Descriptor.open(path, O_CREAT | O_EXCL | O_WRONLY)
        do {
            try body { part in try write(part, to: file, path) }
        } catch {
            unlink(path)
            throw error
        }
        return path
    }

    private static func part(of file: borrowing Descriptor, _ path: String, atMost limit: Int) throws -> [UInt8] {
        var part = [UInt8](repeating: 0, count: limit)
        var filled = 0
        while filled < limit {
            let count = part.withUnsafeMutableBytes {
                Glibc.read(file.number, $0.baseAddress?.advanced(by: filled), limit - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure.system("cannot read \(path)", errno: errno) }
            if count == 0 { break }
            filled += count
        }
        part.removeLast(limit - filled)
        return part
    }

    private static func write(_ part: [UInt8], to file: borrowing Descriptor, _ path: String) throws {
        try part.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(file.number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Failure.system("cannot write \(path)", errno: errno) }
                rest = rest.dropFirst(count)
            }
        }
    }
}
