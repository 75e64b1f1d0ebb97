import API
import APIClient
import Domain
import Foundation
import Platform
import TestSupport
import Testing

extension CrashTests {
    /// What is too large, broken off or malicious, sent to the real program with the limits that it comes with: each is
    /// refused by name, leaves nothing behind, and takes no memory.
    @Suite(.serialized) struct HostileInput {
        private static let limits = Limits()
        private static let memoryLimitBytes = 48 << 20

        @Test func isRefusedAndLeavesNothing() async throws {
            try await onOwnThread {
                let installation = try Installation()
                let service = try installation.serve(["--limit-body-timeout-seconds", "2", "--lease-seconds", "3600"])
                try installation.populate(service, script: "#!/bin/sh\nexit 0\n")
                let run = try installation.claim(service)
                let upload = Upload(
                    service: service, token: try installation.wire(service, .author).token ?? "",
                    path: { Endpoints.artifactPut.shape.path(["team": "north", "digest": $0.description]) })
                let before = try Self.stored(installation)
                let memory = try Self.peakBytes(service)

                try self.checkHeads(service)
                try self.checkUploads(upload)
                try self.checkBodies(installation, service)
                try eventually("no upload is left", seconds: 10) { Self.uploads(installation).isEmpty }
                #expect(try Self.stored(installation) == before)
                try self.checkOutputs(installation, service, run)
                #expect(try Self.peakBytes(service) - memory < Self.memoryLimitBytes)

                // At the limit, not one byte over it.
                let most = Self.limits.artifactBytes
                #expect(try upload.send(most, announced: true).status == "201")
                #expect(try Self.peakBytes(service) - memory < Self.memoryLimitBytes)
                #expect(try installation.run("SELECT max(size_bytes) FROM artifacts") == "\(most)")
                #expect(try installation.wire(service, .author).call(Endpoints.ready.shape).status == 200)
                #expect(service.logged("request_failed").isEmpty)
            }
        }

        private func checkHeads(_ service: ServerProcess) throws {
            let rest = "GET /healthz HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n"
            for (bytes, status) in [(Self.limits.headerBytes, "200"), (Self.limits.headerBytes + 1, "431")] {
                let client = try RawConnection(port: service.port)
                client.send(rest.replacing("X: ", with: "X: " + String(repeating: "a", count: bytes - rest.utf8.count)))
                let answer = try #require(client.answer())
                #expect(answer.status == status)
                if status != "200" { #expect(answer.json["code"] == "bad_request") }
            }
        }

        private func checkUploads(_ upload: Upload) throws {
            let limit = Self.limits.artifactBytes
            for size in [limit + 1, 2 << 30] {
                let announced = try upload.send(size, announced: true)
                #expect(announced.status == "413" && announced.json["code"] == "body_too_large")
                #expect(announced.json["detail"]?.string?.contains("\(limit) bytes") == true)
                #expect(announced.sentBytes == 0)
            }
            let chunked = try upload.send(2 << 30, announced: false)
            #expect(chunked.status == "413" && chunked.json["code"] == "body_too_large")
            // What is over stands in the sockets' buffers.
            #expect(chunked.sentBytes > limit && chunked.sentBytes < limit + 32 << 20)
            #expect(try upload.send(limit + 1, announced: false).status == "413")
            // Broken off: nobody is there to be told.
            try upload.breakOff(after: 1 << 20)
            // Slower than a body may be: closed.
            try upload.stall(after: 1 << 20)
        }

        private func checkBodies(_ installation: Installation, _ service: ServerProcess) throws {
            let wire = try installation.wire(service, .author)
            let shape = Endpoints.runDispatch.shape
            for (bytes, says) in [
                (
                    Array("{\"template\": \"".utf8) + [0xff, 0xfe] + Array("\", \"inputs\": {}, \"files\": []}".utf8),
                    "not UTF-8 from byte 14 on"
                ),
                (Array(repeating: UInt8(ascii: "["), count: 500_000), "JSON"),
                (Array("{\"template\": \"performance-recap\", \"inp".utf8), "JSON"),
            ] {
                let answer = try wire.call(shape, ["team": "north"], bytes: bytes)
                #expect(answer.status == 400 && answer.code == "bad_request", "\(answer.text)")
                #expect(answer.json["detail"]?.string?.contains(says) == true, "\(answer.text)")
            }
            let large = try wire.call(
                shape, ["team": "north"], bytes: Array(repeating: 32, count: Self.limits.bodyBytes + 1))
            #expect(large.status == 413 && large.code == "body_too_large")
        }

        /// An archive that would unfold to 100 MiB is bytes like any others, and no text; a path that leads out is refused.
        private func checkOutputs(_ installation: Installation, _ service: ServerProcess, _ run: ClaimedRun) throws {
            let packed = try Subprocess(
                "/bin/sh", ["-c", "head -c 104857600 /dev/zero | gzip -9"], environment: ["PATH": "/usr/bin:/bin"]
            ).run().output.bytes
            let runner = try installation.runnerClient(service)
            for (path, bytes) in [
                ("release-notes.md", packed), ("../release-notes.md", Array("# Out\n".utf8)),
                ("/etc/release-notes.md", Array("# Out\n".utf8)),
            ] {
                let digest = Digest.of(bytes)
                try runner.upload(Endpoints.runnerArtifactPut, path: [:], digest: digest, .bytes(bytes))
                let refusal = #expect(throws: Failure.self) {
                    try runner.call(
                        Endpoints.runnerSubmit, path: ["run": run.id, "attempt": "\(run.attempt)"],
                        SubmitRequest(
                            term: run.term, files: [SubmittedFile(path: path, digest: digest)], frameCount: 0,
                            frameHead: FrameChain.start))
                }
                #expect(refusal?.code == .invalidOutput, "\(path): \(refusal?.message ?? "")")
                #expect(refusal?.message.contains(path) == true, "\(refusal?.message ?? "")")
            }
            #expect(try installation.run("SELECT count(*) FROM output_versions") == "0")
            #expect(try installation.show(run.id, service).summary.state == .running)
        }

        /// Everything that a refused request could have left in the database.
        private static func stored(_ installation: Installation) throws -> String {
            try installation.run(
                """
                SELECT (SELECT count(*) FROM artifacts), (SELECT count(*) FROM artifact_parts),
                    (SELECT count(*) FROM runs), (SELECT count(*) FROM outputs), (SELECT count(*) FROM output_versions)
                """)
        }

        private static func uploads(_ installation: Installation) -> [String] {
            (FileManager.default.subpaths(atPath: installation.data + "/uploads") ?? []).filter {
                $0.contains("upload-")
            }
        }

        /// The most memory that the process has ever had.
        private static func peakBytes(_ service: ServerProcess) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(service.processID)/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
            return try #require(Int(line.filter(\.isNumber))) << 10
        }
    }
}

/// Sends artifacts as nobody should.
private struct Upload {
    struct Answer {
        let status: String
        let json: JSON
        let sentBytes: Int
    }

    let service: ServerProcess
    let token: String
    let path: (Digest) -> String

    private static let piece = [UInt8](repeating: 7, count: 1 << 20)

    /// Sends so many bytes, or fewer if the answer comes first. Without announcing their number they are sent in chunks.
    func send(_ count: Int, announced: Bool) throws -> Answer {
        let client = try begin(announced ? "Content-Length: \(count)" : "Transfer-Encoding: chunked", count)
        var sentBytes = 0
        // What is refused by its length alone is refused before a byte of it is there.
        if announced && count > Limits().artifactBytes {
            #expect(client.isReadable(withinMilliseconds: 5000))
        }
        while sentBytes < count, !client.isReadable(withinMilliseconds: 0) {
            let piece = Self.piece.prefix(count - sentBytes)
            if !announced { client.send(String(piece.count, radix: 16) + "\r\n") }
            client.send(Array(piece))
            if !announced { client.send("\r\n") }
            sentBytes += piece.count
        }
        if !announced, !client.isReadable(withinMilliseconds: 0) { client.send("0\r\n\r\n") }
        let answer = try #require(client.answer())
        return Answer(status: answer.status, json: answer.json, sentBytes: sentBytes)
    }

    func breakOff(after count: Int) throws { try begin("Content-Length: \(2 * count)", count).send(Self.piece) }

    func stall(after count: Int) throws {
        let client = try begin("Content-Length: \(2 * count)", count)
        client.send(Self.piece)
        #expect(client.isReadable(withinMilliseconds: 20_000))
    }

    private func begin(_ framing: String, _ count: Int) throws -> RawConnection {
        let client = try RawConnection(port: service.port)
        client.send(
            """
            PUT \(path(digest(count))) HTTP/1.1\r
            Host: a\r
            Authorization: Bearer \(token)\r
            Idempotency-Key: \(Hex.encode(SecureRandom.bytes(8)))\r
            Content-Type: application/octet-stream\r
            \(framing)\r
            \r

            """)
        return client
    }

    private func digest(_ count: Int) -> Digest {
        guard count <= Limits().artifactBytes else { return Digest.of("never looked at") }
        var hasher = Hasher256()
        var left = count
        while left > 0 {
            hasher.update(Self.piece.prefix(left))
            left -= min(left, Self.piece.count)
        }
        return hasher.finish()
    }
}
