import API
import APIClient
import Domain
import Glibc
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct KilledRunner {
        @Test func anotherOneFinishesItsRunAndItsOwnWordComesTooLate() async throws {
            try await onOwnThread {
                let installation = try Installation()
                let service = try installation.serve(["--lease-seconds", "10"])
                try installation.populate(
                    service,
                    script: """
                        #!/bin/bash
                        if ((COUNTERSIGN_ATTEMPT == 1)); then
                            sleep 600 &
                            echo "agent $$ $!"
                            wait
                        fi
                        echo "# Recap by attempt $COUNTERSIGN_ATTEMPT" > "$COUNTERSIGN_OUTPUT/release-notes.md"
                        """)
                let first = try installation.work(service)
                let run = try installation.dispatch(service)
                try eventually("the agent is at work") {
                    try installation.log(run, service).contains { $0.kind == "stdout" }
                }
                let said = try installation.log(run, service).first { $0.kind == "stdout" }?.body ?? ""
                let agent = said.split(separator: " ").compactMap { Int32($0) }
                #expect(agent.count == 2)
                let lost = try #require(try installation.show(run, service).attempts.first)
                #expect(agent.allSatisfy(isAlive))
                first.kill()
                try eventually("the agent and its child die with their runner", seconds: 10) {
                    !agent.contains(where: isAlive)
                }
                try eventually("the host is lost") {
                    try installation.show(run, service).summary.state == .hostLost
                }
                _ = try installation.work(service, runner: "spare")
                try eventually("another runner completes it") {
                    try installation.show(run, service).summary.state == .completed
                }
                #expect(try installation.show(run, service).attempts.map(\.state) == [.hostLost, .submitted])
                try self.submitLate(run, lost, installation, service)
                #expect(try installation.show(run, service).quarantined == 1)
                #expect(try installation.run("SELECT attempt FROM output_versions") == "2")
            }
        }

        private func submitLate(
            _ run: String, _ lost: AttemptView, _ installation: Installation, _ service: ServerProcess
        ) throws {
            let late = try installation.runnerClient(service)
            let bytes = Array("# Recap by attempt 1\n".utf8)
            try late.upload(Endpoints.runnerArtifactPut, path: [:], digest: Digest.of(bytes), .bytes(bytes))
            let refusal = #expect(throws: Failure.self) {
                try late.call(
                    Endpoints.runnerSubmit, path: ["run": run, "attempt": "\(lost.number)"],
                    SubmitRequest(
                        term: lost.term, files: [SubmittedFile(path: "release-notes.md", digest: Digest.of(bytes))],
                        frameCount: lost.frameCount, frameHead: lost.frameHead))
            }
            #expect(refusal?.code == .leaseLost)
        }
    }
}
