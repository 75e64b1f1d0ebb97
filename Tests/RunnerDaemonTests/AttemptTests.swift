import API
import Domain
import Glibc
import Harness
import Testing

@testable import RunnerDaemon

@Suite struct AttemptTests {
    @Test func aScriptDoesItsWorkAndItsOutputIsSubmitted() async throws {
        let service = StubService()
        service.offer(
            template: [
                ("SKILL.md", "read me", false),
                (
                    "scripts/run",
                    """
                    #!/bin/sh
                    echo "$(cat $COUNTERSIGN_BRIEF | head -n 1) $(cat $COUNTERSIGN_INPUTS) $(cat $COUNTERSIGN_INPUT_FILES/a.csv)"
                    cat "$COUNTERSIGN_TEMPLATE/scripts/more"; test -x "$COUNTERSIGN_TEMPLATE/scripts/more" || echo plain
                    cat $COUNTERSIGN_FEEDBACK
                    pwd
                    echo oops >&2
                    mkdir $COUNTERSIGN_OUTPUT/deep && echo done > $COUNTERSIGN_OUTPUT/deep/result.md
                    """, true
                ), ("scripts/more", "more\n", false),
            ], inputs: ["week": "2026-W07"], files: ["a.csv": Array("a;b".utf8)],
            revisionReason: "the second half, please")
        let bench = try RunnerBench(service)
        try await bench.run()

        let digest = Digest.of("done\n")
        let (submitted, artifact, problems, reason) = service.look {
            ($0.submitted, $0.artifacts[digest], $0.frameProblems, $0.failedReason)
        }
        #expect(submitted?.files.map(\.path) == ["deep/result.md"])
        #expect(submitted?.files.map(\.digest) == [digest])
        #expect(submitted?.term == 7)
        #expect(artifact == Array("done\n".utf8))
        #expect(problems == [])
        #expect(reason == nil)
        let workspace = bench.folder.path + "/workspaces/run_0000000000000001.1"
        #expect(
            service.said("stdout") == [
                "stdout: # Objective {\"week\":\"2026-W07\"} a;b", "stdout: more", "stdout: plain", "stdout: {",
                "stdout:   \"findings\" : [",
                "stdout: ", "stdout:   ],", "stdout:   \"reason\" : \"the second half, please\"",
                "stdout: }\(workspace)/work",
            ])
        #expect(service.said("stderr") == ["stderr: oops"])
        #expect(service.said("status") == ["status: started on bench", "status: ended"])
        let (count, head) = service.look { ($0.frames.count, $0.frames.last?.digest) }
        #expect(submitted?.frameCount == Int64(count) && submitted?.frameHead == head)
        #expect(bench.folder.names("workspaces") == [])
    }

    @Test func nothingIsInherited() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\nenv > $COUNTERSIGN_OUTPUT/env; ls /proc/self/fd | wc -l\nexit 3\n")
        let bench = try RunnerBench(service)
        try await bench.run()
        let names = (bench.kept("output/env") ?? "").split(separator: "\n").compactMap {
            $0.split(separator: "=").first
        }
        #expect(
            Set(names).subtracting(["_", "PWD", "SHLVL", "OLDPWD"]) == [
                "COUNTERSIGN_RUN", "COUNTERSIGN_ATTEMPT", "COUNTERSIGN_BRIEF", "COUNTERSIGN_INPUTS",
                "COUNTERSIGN_INPUT_FILES", "COUNTERSIGN_OUTPUT", "COUNTERSIGN_TEMPLATE", "COUNTERSIGN_FEEDBACK",
                "COUNTERSIGN_USAGE", "COUNTERSIGN_SOCKET", "PATH", "HOME", "TMPDIR", "LANG",
            ])
        // Its first three, and the one that lists them.
        #expect(service.said("stdout") == ["stdout: 4"])
    }

    @Test(arguments: [
        ("#!/bin/sh\necho first >&2; echo 'no rows in a.csv' >&2; echo; exit 1\n", "no rows in a.csv"),
        ("#!/bin/sh\necho 'token cs_r_0123456789abcdef' >&2; exit 1\n", "token cs_r_***"),
        ("#!/bin/sh\nexit 4\n", "the agent ended with status 4"),
        ("#!/bin/sh\nkill -9 $$\n", "the agent was ended by signal 9"),
        ("#!/no/such/interpreter\n", "/usr/bin/timeout: failed to run command"),
    ])
    func failureIsToldWithItsReason(script: String, reason: String) async throws {
        let service = StubService()
        service.offer(script: script)
        let bench = try RunnerBench(service)
        try await bench.run()
        let (failed, submitted) = service.look { ($0.failedReason, $0.submitted == nil) }
        #expect(failed?.hasPrefix(reason) == true, "\(failed ?? "nil")")
        #expect(submitted)
        #expect(bench.logged("workspace_kept").count == 1)
        #expect(bench.folder.names("workspaces") == ["run_0000000000000001.1"])
    }

    @Test func aTemplateWithoutAScriptIsNotForThisProfile() async throws {
        let service = StubService()
        service.offer(template: [("SKILL.md", "read me", false)])
        try await RunnerBench(service).run()
        #expect(service.look { $0.failedReason }?.contains("no executable scripts/run") == true)
    }

    @Test func filesAreVerified() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\n")
        service.look { state in
            for digest in state.artifacts.keys { state.artifacts[digest] = Array("#!/bin/sh\necho evil\n".utf8) }
        }
        try await RunnerBench(service).run()
        #expect(service.look { $0.failedReason }?.contains("did not arrive as it was stored") == true)
        #expect(service.said("stdout") == [])
    }

    /// These go straight to the disk, and are verified there.
    @Test func inputsAreVerified() async throws {
        let service = StubService()
        service.offer(
            template: [("scripts/run", "#!/bin/sh\necho started\n", true)], files: ["a.csv": Array("a;b".utf8)])
        service.look { $0.artifacts[Digest.of("a;b")] = Array("a;c".utf8) }
        try await RunnerBench(service).run()
        #expect(service.look { $0.failedReason }?.contains("a.csv did not arrive as it was stored") == true)
        #expect(service.said("stdout") == [])
    }

    @Test(arguments: ["../escape", "/etc/passwd", "a/../../b", "a//b"])
    func templatePathsStayInside(path: String) async throws {
        let service = StubService()
        service.offer(template: [(path, "x", false)])
        let bench = try RunnerBench(service)
        try await bench.run()
        #expect(service.look { $0.failedReason }?.contains("cannot be written: the path") == true)
        #expect(bench.folder.names() == ["workspaces"])
    }

    @Test(arguments: [
        ("ln -s /etc/passwd out/link", "`link` is a symbolic link"),
        ("mkdir out/d; ln -s .. out/d/up", "`d/up` is a symbolic link"),
        ("mkfifo out/pipe", "`pipe` is a pipe"),
        ("echo x > work; ln work out/hard", "`hard` has another name somewhere"),
        ("echo x > \"out/a$(printf '\\001')b\"", "hidden or control characters"),
        ("echo x > \"out/$(printf '\\377')\"", "not UTF-8"),
        ("mkdir out/.git; echo x > out/.git/config", "leads into `.git`"),
        ("truncate -s 67108865 out/big", "`big` has 67108865 bytes or more, the limit is 67108864"),
        ("cd out; seq 1001 | xargs touch", "more than 1000 files"),
        ("python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"out/s\")'", "`s` is a socket"),
    ])
    func whatIsNoPlainFileIsRefusedByName(command: String, reason: String) async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\ncd $HOME; ln -s output out; rmdir work; \(command)\n")
        let bench = try RunnerBench(service)
        try await bench.run()
        let (failed, isSubmitted) = service.look { ($0.failedReason, $0.submitted != nil) }
        #expect(failed?.contains(reason) == true, "\(failed ?? "nil")")
        #expect(!isSubmitted)
    }

    @Test(arguments: [(FailureCode.invalidOutput, false), (.splitRequired, false), (.leaseLost, true)])
    func aRefusedSubmissionLeavesNothingHalfDone(code: FailureCode, isSilent: Bool) async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\necho x > $COUNTERSIGN_OUTPUT/x\n")
        service.look { $0.submitRefusal = (code, "the stub says why") }
        let bench = try RunnerBench(service)
        try await bench.run()
        #expect(service.look { $0.failedReason } == (isSilent ? nil : "the stub says why"))
        #expect(service.look { $0.failed?.isOutputRefused } == (isSilent ? nil : true))
        #expect(bench.kept("output/x") == "x\n")
    }

    @Test func aRunThatTakesTooLongEnds() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\ntrap '' TERM\nsleep 60 &\nwhile :; do sleep 0.1; done\n", timeoutSeconds: 1)
        try await RunnerBench(service).run()
        #expect(service.look { $0.failedReason } == "timeout after 1 s")
        #expect(service.look { $0.failed?.isOutputRefused } == false)
    }

    @Test func cancellingEndsTheAgentAndTheAttempt() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\ntrap 'echo bye; exit 0' TERM\necho at work\nwhile :; do sleep 0.05; done\n")
        let bench = try RunnerBench(service)
        let done = try bench.begin()
        #expect(try await eventually { service.said("stdout") == ["stdout: at work"] })
        service.look { $0.isCancelled = true }
        try await done.value()
        #expect(service.look { $0.failedReason } == "cancelled")
        #expect(service.said("stdout") == ["stdout: at work", "stdout: bye"])
    }

    @Test func aLongPathGetsAShortSocket() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\necho $COUNTERSIGN_SOCKET; test -S $COUNTERSIGN_SOCKET && echo there\n")
        let folder = try TemporaryFolder()
        let bench = try RunnerBench(service, root: folder.path + "/" + String(repeating: "x", count: 100))
        try await bench.run()
        let said = service.said("stdout")
        #expect(said.count == 2 && said.last == "stdout: there")
        #expect(said.first?.hasPrefix("stdout: /tmp/countersign-") == true)
    }

    @Test func aWorkspaceIsNeverUsedTwice() throws {
        let folder = try TemporaryFolder()
        _ = try Workspace(root: folder.path, run: "run_1", attempt: 1)
        #expect(throws: Failure.self) { try Workspace(root: folder.path, run: "run_1", attempt: 1) }
        #expect(folder.names("run_1.1") == ["input", "output", "template", "tmp", "work"])
    }

    /// The newest stay, and what a runner is at work in, however old.
    @Test func onlySomeWorkspacesAreKept() throws {
        let folder = try TemporaryFolder()
        let atWork = try Workspace(root: folder.path, run: "run_1", attempt: 1)
        for number in 2...5 { _ = try Workspace(root: folder.path, run: "run_1", attempt: number) }
        for other in ["run_1", "notes.1"] { try #require(mkdir("\(folder.path)/\(other)", 0o700) == 0) }
        for number in 1...5 {
            let times = [timespec(tv_sec: number, tv_nsec: 0), timespec(tv_sec: number, tv_nsec: 0)]
            try #require(utimensat(AT_FDCWD, "\(folder.path)/run_1.\(number)", times, 0) == 0)
        }
        let removed = try WorkspaceRoot.prune(folder.path, keeping: 2)
        #expect(removed == ["run_1.3", "run_1.2"].map { "\(folder.path)/\($0)" })
        #expect(folder.names() == ["notes.1", "run_1", "run_1.1", "run_1.4", "run_1.5"])
        try atWork.remove()
    }

    /// What a program that is just being started holds between fork and exec.
    @Test func aCopyOfItsFileDoesNotKeepAWorkspaceAtWork() throws {
        let folder = try TemporaryFolder()
        var workspace: Workspace? = try Workspace(root: folder.path, run: "run_1", attempt: 1)
        let path = "\(folder.path)/run_1.1"
        var facts = stat()
        try #require(stat(path, &facts) == 0)
        let copies = (3..<1024).filter { number in
            var other = stat()
            return fstat(number, &other) == 0 && (other.st_dev, other.st_ino) == (facts.st_dev, facts.st_ino)
        }
        .map { dup($0) }
        defer { copies.forEach { close($0) } }
        try #require(copies.count == 1)
        #expect(try WorkspaceRoot.prune(folder.path, keeping: 0) == [])
        try #require(workspace != nil)
        workspace = nil
        #expect(try WorkspaceRoot.prune(folder.path, keeping: 0) == [path])
    }

    @Test func anAttemptMakesRoomForItself() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\nexit 4\n")
        let bench = try RunnerBench(service) { $0.keptWorkspaceCount = 1 }
        _ = try Workspace(root: bench.folder.path + "/workspaces", run: "run_old", attempt: 1)
        try await bench.run()
        #expect(bench.folder.names("workspaces") == ["run_0000000000000001.1"])
        #expect(bench.logged("workspace_removed").count == 1)
    }

    @Test func lockedFoldersAreRemoved() throws {
        let folder = try TemporaryFolder()
        let workspace = try Workspace(root: folder.path, run: "run_1", attempt: 1)
        try #require(mkdir(workspace.site.work + "/locked", 0o700) == 0)
        try #require(symlink("/etc", workspace.site.work + "/locked/link") == 0)
        try #require(chmod(workspace.site.work + "/locked", 0) == 0)
        try workspace.remove()
        #expect(folder.names() == [])
    }
}
