import API
import Domain
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct TwoInstances {
        /// The job loops of both are stopped between taking an order and saying that it has begun, when one is killed.
        @Test func theOtherOneCarriesOutWhatIsDueOnce() async throws {
            try await onOwnThread {
                let installation = try Installation(database: try ScratchDatabase.make())
                let settings =
                    try installation.executors("cat >> \(installation.folder)/executed\n")
                    + ["--lease-seconds", "3600"]
                let first = try installation.serve(name: "first", settings)
                let second = try installation.serve(name: "second", settings)
                try installation.populate(first, script: "#!/bin/sh\nexit 0\n")
                // A run each: who carries an order out holds its run.
                let runs = try (1...6).map { _ in try installation.claim(first) }
                let held = try installation.ask(
                    first, runs[0], "team.notify", ["channel": "#growth", "text": "Three metrics are off pace."])
                #expect(held.state == .held)
                let lock = try installation.hold("LOCK TABLE effects IN EXCLUSIVE MODE")
                let notes = try (1...5).map {
                    try installation.ask(
                        first, runs[$0], "notes.append", ["page": .string("week-\($0)"), "text": "Recap done."])
                }
                try eventually("both instances are in the middle") { try installation.waiting() == 2 }
                first.kill()
                try installation.tamper("UPDATE action_requests SET deadline = now() WHERE id = '\(held.id)'")
                lock.close()
                try eventually("the other carries on") {
                    try installation.run(
                        "SELECT count(*) FROM events WHERE name IN ('effect_finished', 'action_denied')") == "6"
                }
                try eventually("its loops have come to rest") {
                    try (notes + [held]).allSatisfy {
                        [.executed, .denied].contains(try installation.show($0, second).state)
                    }
                }
                try self.check(installation, notes, held, second)
            }
        }

        private func check(
            _ installation: Installation, _ notes: [ActionView], _ held: ActionView, _ second: ServerProcess
        ) throws {
            #expect(try notes.allSatisfy { try installation.show($0, second).state == .executed })
            #expect(try installation.show(held, second).outcome == "timed_out")
            let executed = installation.read("executed")
            for note in notes { #expect(executed.ranges(of: note.canonical).count == 1) }
            let events = try installation.run(
                """
                SELECT name, count(*) FROM events WHERE subject LIKE 'action:%' AND name <> 'action_requested'
                GROUP BY name ORDER BY name
                """)
            #expect(
                events.split(separator: "\n") == [
                    "action_allowed|5", "action_denied|1", "action_held|1", "effect_finished|5", "effect_started|5",
                ])
        }
    }
}
