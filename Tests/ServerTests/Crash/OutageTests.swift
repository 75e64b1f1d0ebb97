import API
import Domain
import Foundation
import Platform
import TestSupport
import Testing

extension CrashTests {
    /// A database that is away for a while in the middle of a run, in each way in which one can be away.
    @Suite(.serialized) struct Outage {
        /// The promise is half a minute, which a variable asks for; for every day it is as long as silence takes to be noticed.
        private static let seconds =
            ProcessInfo.processInfo.environment["COUNTERSIGN_OUTAGE_SECONDS"].flatMap { Int($0) } ?? 8

        enum Kind: CaseIterable { case embeddedIsGone, embeddedIsFrozen, ownIsStopped, ownIsFrozen }

        @Test(arguments: Kind.allCases) func theRunGoesOnAfterwards(kind: Kind) async throws {
            try await onOwnThread {
                let own = [.ownIsStopped, .ownIsFrozen].contains(kind) ? try OwnServer() : nil
                let installation = try Installation(database: own)
                #expect(mkfifo("\(installation.folder)/fifo", 0o600) == 0)
                let gate = open("\(installation.folder)/fifo", O_RDWR)
                defer { close(gate) }
                let service = try installation.serve(
                    installation.executors(
                        "cat >> \(installation.folder)/executed; read -t 300 < \(installation.folder)/fifo"))
                try installation.populate(service, script: CrashTests.talkative(installation))
                let note = try installation.ask(
                    service, installation.claim(service), "notes.append", ["page": "one", "text": "Done."])
                try eventually("the executor is at work") { installation.read("executed") == note.canonical }
                let runner = try installation.work(service, runner: "spare")
                let run = try installation.dispatch(service)
                try eventually("the agent's lines arrive") { try installation.log(run, service).count >= 20 }
                let known = try installation.log(run, service)

                let end = try Self.begin(kind, installation, own)
                do {
                    defer { end() }
                    // Its report meets no database.
                    #expect(write(gate, "\n", 1) == 1)
                    try self.checkAnswers(installation.wire(service, .author))
                }
                let wire = try installation.wire(service, .author)
                try eventually("the service is ready again", seconds: 20) {
                    try wire.call(Endpoints.ready.shape).status == 200
                }
                let answers = try (1...2).map { _ in try Self.dispatch(wire) }
                #expect(answers.map(\.status) == [201, 201])
                #expect(answers[0].bytes == answers[1].bytes)

                try eventually("lines arrive again") { try installation.log(run, service).count > known.count }
                try installation.write("", to: "finish")
                try eventually("the run is completed") {
                    try installation.show(run, service).summary.state == .completed
                }
                CrashTests.checkTranscript(try installation.log(run, service), begins: known)
                #expect(try installation.show(run, service).attempts.map(\.state) == [.submitted])
                try eventually("the effect is known") { try installation.show(note, service).state == .executed }
                #expect(installation.read("executed") == note.canonical)
                #expect(try installation.run("SELECT count(*) FROM runs") == "3")
                #expect(runner.logged("lease_lost").isEmpty)
                service.send(SIGTERM)
                #expect(service.end(withinSeconds: 30) == .exited(0))
            }
        }

        private static func dispatch(_ wire: Wire) throws -> Wire.Answer {
            try wire.call(
                Endpoints.runDispatch.shape, ["team": "north"],
                body: ["template": "performance-recap", "inputs": ["repository": "/srv/app"], "files": []],
                key: "asked-during-the-outage")
        }

        /// Until the time is over, every request is refused at once, in words that say what to do.
        private func checkAnswers(_ wire: Wire) throws {
            let giveUp = Clock.monotonicMilliseconds + Self.seconds * 1000
            try eventually("it is noticed", seconds: 12) { try wire.call(Endpoints.ready.shape).status == 503 }
            var count = 0
            repeat {
                let begin = Clock.monotonicMilliseconds
                let answers = try [
                    wire.call(Endpoints.ready.shape), wire.call(Endpoints.runList.shape, ["team": "north"]),
                    Self.dispatch(wire),
                ]
                #expect(Clock.monotonicMilliseconds - begin < 3000)
                for answer in answers {
                    #expect(answer.status == 503 && answer.code == "database_unavailable")
                    #expect(
                        answer.json["detail"] == "the database does not answer; nothing was changed, try again later")
                    #expect(answer.headers.contains { $0.name.lowercased() == "retry-after" })
                }
                #expect(try wire.call(Endpoints.health.shape).status == 200)
                count += 1
                usleep(100_000)
            } while Clock.monotonicMilliseconds < giveUp
            print("refused \(3 * count) requests at once")
        }

        /// Answers how it ends.
        private static func begin(_ kind: Kind, _ installation: Installation, _ own: OwnServer?) throws -> () -> Void {
            let global = installation.data + "/postgres/global"
            let postmaster = try own?.processID ?? installation.postmaster()
            switch kind {
            case .embeddedIsGone:
                // In its place is a folder without a cluster, so that it cannot come back.
                #expect(rename(global, global + ".away") == 0)
                #expect(kill(postmaster, SIGKILL) == 0)
                return { #expect(rename(global + ".away", global) == 0) }
            case .ownIsStopped:
                own?.stop()
                return { #expect(throws: Never.self) { try own?.startAgain() } }
            case .embeddedIsFrozen, .ownIsFrozen:
                // The parent first: it makes no more of them.
                #expect(kill(postmaster, SIGSTOP) == 0)
                let listed = try String(
                    contentsOfFile: "/proc/\(postmaster)/task/\(postmaster)/children", encoding: .utf8)
                let all = [postmaster] + listed.split(separator: " ").compactMap { Int32($0) }
                #expect(all.count > 1)
                for process in all { kill(process, SIGSTOP) }
                return { for process in all { kill(process, SIGCONT) } }
            }
        }
    }
}
