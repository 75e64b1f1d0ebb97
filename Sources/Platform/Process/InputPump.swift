import Glibc

/// What a program reads: its end, and ours if there is anything to write.
struct InputPump: ~Copyable {
    private(set) var theirs = Descriptor()
    /// Closed when there is nothing more to do for us.
    private(set) var ours = Descriptor()
    private var rest: ArraySlice<UInt8> = []

    init(_ input: Subprocess.Input) throws {
        switch input {
        case .none:
            theirs = try Descriptor.open("/dev/null", O_RDONLY)
        case .file(let path):
            theirs = try Descriptor.open(path, O_RDONLY)
        case .bytes(let bytes):
            let (reading, writing) = try Descriptor.pipe()
            theirs = Descriptor(adopting: reading)
            rest = bytes[...]
            ours = Descriptor(adopting: writing)
            ours.becomeNonBlocking()
        }
    }

    /// Writes what fits. A program that reads no further is not an error: it decides what it needs.
    mutating func write() {
        let number = ours.number
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0 && errno == EAGAIN { return }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        close()
    }

    mutating func close() { ours.close() }

    /// Our copy of the program's end would keep the pipe open after its death.
    mutating func closeTheirs() { theirs.close() }
}
