import Glibc

/// What a program writes: its end, ours, and what was kept.
struct OutputPump: ~Copyable {
    private(set) var theirs = Descriptor()
    /// Closed when there is nothing more to do for us.
    private(set) var ours = Descriptor()
    private(set) var captured = Outcome.Captured()
    private var limitBytes = 0
    private var callback: (@Sendable ([UInt8]) -> Void)?

    init(_ output: Subprocess.Output) throws {
        switch output {
        case .discard:
            theirs = try Descriptor.open("/dev/null", O_WRONLY)
            return
        case .append(let path):
            theirs = try Descriptor.open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW)
            return
        case .capture(let limitBytes):
            self.limitBytes = limitBytes
        case .stream(let callback):
            self.callback = callback
        }
        let (reading, writing) = try Descriptor.pipe()
        theirs = Descriptor(adopting: writing)
        ours = Descriptor(adopting: reading)
        ours.becomeNonBlocking()
    }

    var isOpen: Bool { ours.number >= 0 }

    /// Reads what is there, once: a program that never stops writing must not keep its supervisor from its deadline.
    mutating func read() {
        let number = ours.number
        let size = 64 << 10
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = max(0, Glibc.read(number, buffer.baseAddress, size))
        }
        // Called when poll says "ready" only, so that nothing read means the end.
        guard !bytes.isEmpty else {
            ours.close()
            return
        }
        if let callback {
            callback(bytes)
        } else {
            let room = limitBytes - captured.bytes.count
            captured.bytes += bytes.prefix(room)
            captured.isTruncated = captured.isTruncated || bytes.count > room
        }
    }

    /// Stops reading, even if something still holds the other end.
    mutating func close() {
        if isOpen { captured.isTruncated = true }
        ours.close()
    }

    /// Our copy of the program's end would keep the pipe open after its death.
    mutating func closeTheirs() { theirs.close() }
}
