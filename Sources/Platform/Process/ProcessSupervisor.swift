internal import CProcess
import Domain
import Glibc

/// Watches over one program on a thread of its own: moves its input and output, enforces its deadline, reaps it.
struct ProcessSupervisor: ~Copyable {
    /// How long a process that has left the program's group may keep its pipes open after the program's end.
    private static let drainMilliseconds = 500

    let process: RunningProcess
    /// Readable once the program has ended.
    let exit: Descriptor
    let wake: Descriptor
    var input: InputPump
    var output: OutputPump
    var errors: OutputPump

    static func start(_ program: Subprocess) throws -> ProcessSupervisor {
        var input = try InputPump(program.input)
        var output = try OutputPump(program.output)
        var errors = try OutputPump(program.errors)
        let (reading, writing) = try Descriptor.pipe()
        let wake = Descriptor(adopting: reading)
        let wakeWriting = Descriptor(adopting: writing)
        wake.becomeNonBlocking()
        wakeWriting.becomeNonBlocking()
        let processID = try Spawn.start(
            program, input: input.theirs.number, output: output.theirs.number, errors: errors.theirs.number)
        input.closeTheirs()
        output.closeTheirs()
        errors.closeTheirs()
        let process = RunningProcess(
            processID: processID, deadlineMilliseconds: program.deadlineSeconds.map { Int($0 * 1000) },
            graceMilliseconds: Int(program.graceSeconds * 1000), wake: wakeWriting)
        let number = pidfd_open(processID, 0)
        guard number >= 0 else {
            let failure = Failure.system("cannot watch \(program.executable)", errno: errno)
            _ = process.reap()
            throw failure
        }
        return ProcessSupervisor(
            process: process, exit: Descriptor(adopting: number), wake: wake, input: input, output: output,
            errors: errors)
    }

    /// Returns when the program has ended and its output is read.
    mutating func run() {
        var end: Outcome.End?
        var drainUntil = Int.max
        while end == nil || (output.isOpen || errors.isOpen) && Clock.monotonicMilliseconds < drainUntil {
            let timeout = end == nil ? process.enforceDeadlines() : drainUntil - Clock.monotonicMilliseconds
            let ready = poll(exitToo: end == nil, timeoutMilliseconds: timeout)
            if ready.input { input.write() }
            if ready.output { output.read() }
            if ready.errors { errors.read() }
            if ready.exit {
                end = process.reap()
                drainUntil = Clock.monotonicMilliseconds + Self.drainMilliseconds
                input.close()
            }
        }
        output.close()
        errors.close()
        process.finish(end ?? .exited(0), output: output.captured, errors: errors.captured)
    }

    private func poll(
        exitToo: Bool, timeoutMilliseconds: Int?
    ) -> (exit: Bool, input: Bool, output: Bool, errors: Bool) {
        // poll skips negative descriptors.
        var polls = [
            pollfd(fd: exitToo ? exit.number : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input.ours.number, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output.ours.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.ours.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake.number, events: Int16(POLLIN), revents: 0),
        ]
        let timeout = timeoutMilliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
        guard Glibc.poll(&polls, nfds_t(polls.count), timeout) > 0 else { return (false, false, false, false) }
        if polls[4].revents != 0 {
            var bytes: [UInt8] = Array(repeating: 0, count: 64)
            _ = read(wake.number, &bytes, bytes.count)
        }
        return (polls[0].revents != 0, polls[1].revents != 0, polls[2].revents != 0, polls[3].revents != 0)
    }
}
