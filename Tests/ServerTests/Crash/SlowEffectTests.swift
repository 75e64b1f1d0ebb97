import API
import Domain
import Glibc
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct SlowEffect {
        /// An executor is at work outside of every transaction: nobody waits for it, neither for a row nor for a thread.
        @Test func holdsNothingUp() async throws {
            try await onOwnThread {
                let (installation, gate) = try Self.slowInstallation(ScratchDatabase.make())
                defer { close(gate) }
                let settings = ["--executors", "\(installation.folder)/executors.yaml", "--lease-seconds", "3600"]
                let first = try installation.serve(name: "first", settings)
                let second = try installation.serve(name: "second", settings)
                try installation.populate(first, script: "#!/bin/sh\nexit 0\n")
                let run = try installation.claim(first)
                // One for each instance, so that nobody is left who could do more of them.
                let notes = try (1...2).map {
                    try installation.ask(
                        first, run, "notes.append", ["page": .string("week-\($0)"), "text": "Recap done."])
                }
                try eventually("both are at work") {
                    installation.read("executed").split(separator: "\n").count == 2
                }
                let busy = try installation.run("SELECT count(DISTINCT instance) FROM effects")
                #expect(busy == "2")
                for table in ["runs", "attempts", "action_requests", "effects", "outbox"] {
                    try installation.run("SELECT FROM \(table) FOR UPDATE NOWAIT")
                }
                let held = try installation.ask(
                    second, run, "team.notify", ["channel": "#growth", "text": "Three metrics are off pace."])
                try installation.tamper("UPDATE action_requests SET deadline = now() WHERE id = '\(held.id)'")
                try eventually("what is due by the clock does not wait", seconds: 10) {
                    try installation.show(held, first).outcome == "timed_out"
                }
                #expect(write(gate, "\n\n", 2) == 2)
                try eventually("both are done") {
                    try notes.allSatisfy { try installation.show($0, second).state == .executed }
                }
            }
        }

        /// It gets the drain time; then it ends with the service, and nobody claims to know how it went.
        @Test func doesNotKeepAServiceFromEnding() async throws {
            try await onOwnThread {
                let (installation, gate) = try Self.slowInstallation(nil)
                defer { close(gate) }
                let settings = [
                    "--executors", "\(installation.folder)/executors.yaml", "--limit-drain-seconds", "1",
                ]
                let service = try installation.serve(settings)
                try installation.populate(service, script: "#!/bin/sh\nexit 0\n")
                let run = try installation.claim(service)
                let note = try installation.ask(service, run, "notes.append", ["page": "one", "text": "Recap done."])
                try eventually("it is at work") { !installation.read("executed").isEmpty }
                let executor = try #require(Int32(installation.read("executed").dropLast()))
                service.send(SIGTERM)
                #expect(service.end(withinSeconds: 20) == .exited(0))
                #expect(service.logged("jobs_cut_off").count == 1)
                try eventually("it dies with its service", seconds: 10) { !isAlive(executor) }
                let again = try installation.serve(settings)
                #expect(try installation.show(note, again).state == .executing)
            }
        }

        /// Executors that say who they are and then wait for a line.
        private static func slowInstallation(
            _ database: (any TestDatabase)?
        ) throws -> (Installation, gate: Int32) {
            let installation = try Installation(database: database)
            let fifo = "\(installation.folder)/fifo"
            #expect(mkfifo(fifo, 0o600) == 0)
            _ = try installation.executors(
                "cat > /dev/null; echo $$ >> \(installation.folder)/executed; read -n 1 -t 300 < \(fifo)")
            return (installation, open(fifo, O_RDWR))
        }
    }
}
