import API
import APIClient
import Domain
import Foundation
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct FullDisk {
        private static var canMount: Bool {
            guard geteuid() == 0, let disk = try? SmallDisk(mebibytes: 1) else { return false }
            return disk.isMounted
        }

        @Test(.enabled(if: canMount, "a full disk needs the right to mount a small one"))
        func contentIsRefusedAndEverythingElseGoesOn() async throws {
            try await onOwnThread {
                let disk = try SmallDisk(mebibytes: 320)
                let installation = try Installation(disk: disk)
                let settings = try installation.executors("cat > /dev/null\n") + ["--lease-seconds", "3600"]
                let service = try installation.serve(settings)
                try installation.populate(service, script: "#!/bin/sh\nexit 0\n")
                let run = try installation.claim(service)
                let other = try installation.claim(service)
                let held = try installation.ask(
                    service, run, "team.notify", ["channel": "#growth", "text": "Three metrics are off pace."])
                #expect(held.state == .held)
                try disk.fill()
                try service.awaitLog("storage_full")

                try self.checkRefusals(installation, service, run)
                let denied = try installation.client(service, .reviewer).call(
                    Endpoints.actionDeny, path: ["team": "north", "action": held.id], ReasonRequest(reason: "not now"))
                #expect(denied.state == .denied)
                let byPolicy = try installation.ask(
                    service, other, "team.notify", ["channel": "#all-hands", "text": "Three metrics are off pace."])
                #expect(byPolicy.state == .denied)
                // Far more than there was room for in pages that were there before.
                let admin = try installation.client(service, .admin)
                for number in 1...300 {
                    _ = try admin.call(
                        Endpoints.memberSet, path: ["team": "north", "login": "second"],
                        MemberRequest(roles: number.isMultiple(of: 2) ? [.member] : [.member, .reviewer]))
                }
                #expect(try installation.show(run.id, service).summary.state == .running)

                disk.makeRoom()
                try service.awaitLog("storage_recovered")
                try self.submit(installation, service, run)
                #expect(try installation.show(run.id, service).summary.state == .completed)
                #expect(service.logged("database_lost").isEmpty)
            }
        }

        private static let bytes = Array(String(repeating: "# Recap of a full disk\n", count: 1000).utf8)

        private func checkRefusals(_ installation: Installation, _ service: ServerProcess, _ run: ClaimedRun) throws {
            let runner = try installation.runnerClient(service)
            let digest = Digest.of(Self.bytes)
            let upload = #expect(throws: Failure.self) {
                try runner.upload(Endpoints.runnerArtifactPut, path: [:], digest: digest, .bytes(Self.bytes))
            }
            #expect(upload?.code == .storageFull)
            let submission = #expect(throws: Failure.self) { try self.submit(installation, service, run) }
            #expect(submission?.code == .storageFull)
            let missing = try installation.wire(service, .author).call(
                Endpoints.artifactGet.shape, ["team": "north", "digest": digest.description])
            #expect(missing.status == 404)
            #expect(try installation.run("SELECT count(*) FROM output_versions") == "0")
            let left = FileManager.default.subpaths(atPath: installation.data + "/uploads") ?? []
            #expect(!left.contains { $0.contains("upload-") })
        }

        private func submit(_ installation: Installation, _ service: ServerProcess, _ run: ClaimedRun) throws {
            let runner = try installation.runnerClient(service)
            let digest = Digest.of(Self.bytes)
            try runner.upload(Endpoints.runnerArtifactPut, path: [:], digest: digest, .bytes(Self.bytes))
            _ = try runner.call(
                Endpoints.runnerSubmit, path: ["run": run.id, "attempt": "\(run.attempt)"],
                SubmitRequest(
                    term: run.term, files: [SubmittedFile(path: "release-notes.md", digest: digest)], frameCount: 0,
                    frameHead: FrameChain.start))
        }
    }

    /// A file system in memory of its own, which is quickly full.
    final class SmallDisk {
        let path = "/tmp/countersign-disk-\(Hex.encode(SecureRandom.bytes(6)))"
        let isMounted: Bool

        init(mebibytes: Int) throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            isMounted = try Subprocess(
                "/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(mebibytes)m,mode=0711", "tmpfs", path]
            ).run().isSuccess
        }

        deinit {
            // Lazily: a PostgreSQL that is just ending may still be there.
            if isMounted { umount2(path, Int32(MNT_DETACH)) }
            rmdir(path)
        }

        /// To the last byte.
        func fill() throws {
            let file = open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
            try #require(file >= 0)
            defer { close(file) }
            for size in [1 << 20, 4096] {
                let zeros = [UInt8](repeating: 0, count: size)
                while write(file, zeros, size) > 0 {}
            }
            #expect(errno == ENOSPC)
        }

        func makeRoom() { unlink(path + "/filler") }
    }
}
