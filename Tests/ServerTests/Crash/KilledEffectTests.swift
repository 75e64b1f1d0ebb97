import API
import Domain
import Glibc
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct KilledEffect {
        /// The executor has begun and waits; nobody will ever know from the service whether it came to its end.
        @Test func isNeverRepeated() async throws {
            try await onOwnThread {
                let installation = try Installation()
                let (fifo, executed) = ("\(installation.folder)/fifo", "\(installation.folder)/executed")
                #expect(mkfifo(fifo, 0o600) == 0)
                let gate = open(fifo, O_RDWR)
                defer { close(gate) }
                let settings =
                    try installation.executors(
                        """
                        echo $$ > \(installation.folder)/executor.pid
                        page=$(grep -o '"page":"[^"]*"')
                        echo "$page" >> \(executed)
                        (read -t 300 < \(fifo))
                        echo done >> \(executed)
                        """) + ["--lease-seconds", "3600"]
                var service = try installation.serve(settings)
                let port = service.port
                try installation.populate(service, script: "#!/bin/sh\nexit 0\n")
                let run = try installation.claim(service)
                let cut = try installation.ask(service, run, "notes.append", ["page": "one", "text": "Done."])
                try eventually("it has begun") { installation.read("executed") == "\"page\":\"one\"\n" }
                let executor = try #require(Int32(installation.read("executor.pid").dropLast()))
                #expect(isAlive(executor))
                service.kill()
                try eventually("it dies with its service", seconds: 10) { !isAlive(executor) }
                service = try installation.serve(port: port, settings)
                #expect(try installation.show(cut, service).state == .executing)
                try installation.tamper("UPDATE effects SET presumed_lost_at = now()")
                try eventually("nobody knows how it ended") {
                    try installation.show(cut, service).state == .indeterminate
                }
                // Begins when everything that was due before has been looked at.
                let next = try installation.ask(service, run, "notes.append", ["page": "two", "text": "Done."])
                try eventually("the next one has begun") { installation.read("executed").contains("two") }
                #expect(installation.read("executed") == "\"page\":\"one\"\n\"page\":\"two\"\n")
                // The child that waited for a line is gone, too, or it would be the one to get it.
                #expect(write(gate, "\n", 1) == 1)
                try eventually("the next one is done") { try installation.show(next, service).state == .executed }
                #expect(installation.read("executed").ranges(of: "done").count == 1)
                #expect(try installation.show(cut, service).effect?.state == .indeterminate)
            }
        }
    }
}
