import Domain
import FoundationEssentials
import Glibc
import Platform
import Synchronization
import Testing

@Suite struct SubprocessTests {
    private func shell(_ script: String, _ arguments: String...) -> Subprocess {
        Subprocess(
            "/bin/sh", ["-c", script, "sh"] + arguments, environment: ["PATH": "/usr/bin:/bin"], deadlineSeconds: 20)
    }

    /// A guard between us and the program changes nothing of it.
    @Test(
        arguments: [("exit 0", Outcome.End.exited(0)), ("exit 255", .exited(255)), ("kill -9 $$", .signalled(9))],
        [false, true])
    func ends(_ script: (String, Outcome.End), endsWithUs: Bool) throws {
        var program = shell(script.0)
        program.endsWithUs = endsWithUs
        #expect(try program.run() == Outcome(end: script.1, timedOut: false, output: .init(), errors: .init()))
    }

    @Test func argumentsAndOutputsArriveWhole() throws {
        let outcome = try shell("printf '%s|' \"$@\"; printf e >&2", "a b", "", "$x'\"", "ü\n").run()
        #expect(outcome.output.text == "a b||$x'\"|ü\n|")
        #expect(outcome.errors.text == "e")
        #expect(outcome.isSuccess)
    }

    @Test(arguments: [false, true]) func onlyThisEnvironmentIsThere(endsWithUs: Bool) throws {
        var program = Subprocess("/usr/bin/env", environment: ["B": "2=2", "A": ""])
        program.endsWithUs = endsWithUs
        let outcome = try program.run()
        #expect(outcome.output.text == "A=\nB=2=2\n")
        #expect(Subprocess.inherited(["PATH", "COUNTERSIGN_NOT_SET"]).keys.sorted() == ["PATH"])
    }

    @Test func directoryAndNames() throws {
        var program = Subprocess("pwd", environment: ["PATH": "/nowhere:/usr/bin:/bin"], directory: "/usr")
        #expect(try program.run().output.text == "/usr\n")
        program.directory = "/nowhere"
        #expect(throws: Failure.self) { try program.run() }
    }

    @Test(arguments: ["/nowhere/at/all", "not-a-program", "/etc/passwd"], [false, true])
    func whatCannotStartSaysSo(name: String, endsWithUs: Bool) {
        var program = Subprocess(name, environment: ["PATH": "/usr/bin"])
        program.endsWithUs = endsWithUs
        let failure = #expect(throws: Failure.self) { try program.run() }
        #expect(failure?.code == .unavailable)
        #expect(failure?.message.contains("cannot start \(name)") == true)
    }

    @Test func zeroBytesAreRefused() {
        #expect(throws: Failure.self) { try shell("true", "a\0b").run() }
    }

    /// A session of its own, default signals, nothing open but the first three.
    @Test func nothingIsInherited() throws {
        let open = Glibc.open("/etc/passwd", O_RDONLY)
        defer { close(open) }
        signal(SIGUSR2, SIG_IGN)
        let outcome = try shell(
            "ls /proc/self/fd | grep -v '^[0-3]$'; grep -E '^Sig(Blk|Ign)' /proc/self/status; "
                + "cut -d ' ' -f 1,5,6 /proc/$$/stat"
        ).run()
        let words = outcome.output.text.split(whereSeparator: \.isWhitespace)
        try #require(words.count == 7)
        // Two signals between 31 and 64 are glibc's own: nobody can set them.
        let masks = [words[1], words[3]].map { UInt64($0, radix: 16).map { $0 & 0x7FFF_FFFF } }
        #expect(masks == [0, 0])
        #expect(Set(words[4...]).count == 1)
    }

    @Test func inputFromBytesAndFiles() throws {
        var program = shell("cat")
        program.output = .capture(limitBytes: 4 << 20)
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        program.input = .bytes(bytes)
        #expect(try program.run().output == Outcome.Captured(bytes: bytes))
        let folder = try TemporaryFolder()
        program.input = .file(try folder.write("from a file", to: "input"))
        #expect(try program.run().output.text == "from a file")
        program.input = .none
        #expect(try program.run().output.text == "")
    }

    @Test func inputThatNobodyReadsIsNoError() throws {
        var program = shell("exec <&-; echo done")
        program.input = .bytes(Array(repeating: 65, count: 1 << 20))
        #expect(try program.run().output.text == "done\n")
    }

    @Test func captureStopsAtItsLimit() throws {
        var program = shell("head -c 300000 /dev/zero; echo x >&2")
        program.output = .capture(limitBytes: 1000)
        program.errors = .capture(limitBytes: 2)
        let outcome = try program.run()
        #expect(outcome.output == Outcome.Captured(bytes: Array(repeating: 0, count: 1000), isTruncated: true))
        #expect(outcome.errors == Outcome.Captured(bytes: Array("x\n".utf8)))
    }

    @Test func outputStreamsAndAppends() throws {
        let folder = try TemporaryFolder()
        let seen = Seen()
        var program = shell("echo one; echo two >&2")
        program.output = .stream { bytes in seen.bytes.withLock { $0 += bytes } }
        program.errors = .append(path: "\(folder.path)/log")
        #expect(try program.run().isSuccess)
        #expect(try program.run().isSuccess)
        #expect(String(decoding: seen.bytes.withLock { $0 }, as: UTF8.self) == "one\none\n")
        #expect(folder.read("log") == "two\ntwo\n")
    }

    private final class Seen: Sendable {
        let bytes = Mutex<[UInt8]>([])
    }

    @Test(arguments: [false, true]) func deadlineEndsThePoliteGroup(endsWithUs: Bool) throws {
        var program = shell("echo started; sleep 60 & wait")
        program.endsWithUs = endsWithUs
        program.deadlineSeconds = 0.2
        let outcome = try program.run()
        #expect(
            outcome
                == Outcome(
                    end: .signalled(SIGTERM), timedOut: true, output: .init(bytes: Array("started\n".utf8)),
                    errors: .init()))
    }

    @Test(arguments: [false, true]) func deadlineKillsWhoDoesNotListen(endsWithUs: Bool) throws {
        var program = shell("trap '' TERM; while :; do sleep 0.05; done")
        program.endsWithUs = endsWithUs
        program.deadlineSeconds = 0.1
        program.graceSeconds = 0.2
        let outcome = try program.run()
        #expect(outcome.end == .signalled(SIGKILL))
        #expect(outcome.timedOut)
    }

    /// The end of a program is the end of what it started, and holds nobody up.
    @Test(arguments: [false, true]) func leftoversAreKilled(endsWithUs: Bool) throws {
        var program = shell("sleep 60 & echo $!")
        program.endsWithUs = endsWithUs
        let outcome = try program.run()
        let leftover = try #require(Int32(outcome.output.text.dropLast()))
        #expect(outcome.isSuccess && !outcome.output.isTruncated)
        while isAlive(leftover) { usleep(1000) }
    }

    /// What left the group is not ours to kill, and does not keep us waiting either.
    @Test func escapedPipesAreLetGo() throws {
        let script = "trap 'exit 0' USR1; setsid sh -c \"echo out; kill -USR1 $$; exec sleep 5\" & wait"
        var program = shell(script)
        program.errors = .discard
        let output = Outcome.Captured(bytes: Array("out\n".utf8), isTruncated: true)
        #expect(try program.run() == Outcome(end: .exited(0), output: output))
    }

    @Test func handles() throws {
        let process = try shell("trap 'echo int' INT; echo ready; while :; do sleep 0.02; done").start()
        #expect(process.isRunning && getpgid(process.processID) == process.processID)
        #expect(process.wait(timeoutSeconds: 0.2) == nil)
        process.send(SIGINT)
        #expect(process.wait(timeoutSeconds: 0.1) == nil)
        process.terminate(graceSeconds: 10)
        let outcome = process.wait()
        #expect(outcome.end == .signalled(SIGTERM))
        #expect(!outcome.timedOut)
        #expect(outcome.output.text == "ready\nint\n")
        #expect(!process.isRunning)
        process.terminate(graceSeconds: 0)
        process.send(SIGTERM)
        #expect(process.wait() == outcome)
    }

    @Test func manyAtOnce() throws {
        let processes = try (0..<20).map { try shell("echo \($0)").start() }
        #expect(processes.map { $0.wait().output.text } == (0..<20).map { "\($0)\n" })
    }
}

/// Whether there is such a process, other than one that waits to be reaped.
func isAlive(_ processID: Int32) -> Bool {
    guard let status = FileManager.default.contents(atPath: "/proc/\(processID)/stat") else { return false }
    return !String(decoding: status, as: UTF8.self).contains(") Z ")
}
