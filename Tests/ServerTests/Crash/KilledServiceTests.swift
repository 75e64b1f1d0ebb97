import API
import Domain
import Glibc
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct KilledService {
        /// Twice in one run. The runner keeps the transcript meanwhile, and its lease outlasts the restart.
        @Test func aRunSurvivesItsService() async throws {
            try await onOwnThread {
                let installation = try Installation()
                var service = try installation.serve()
                let port = service.port
                try installation.populate(service, script: CrashTests.talkative(installation))
                let runner = try installation.work(service)
                let run = try installation.dispatch(service)
                var known: [FrameView] = []
                for _ in 1...2 {
                    try eventually("the agent's lines arrive") {
                        try installation.log(run, service).count >= known.count + 20
                    }
                    known = try installation.log(run, service)
                    let postgres = try installation.postmaster()
                    service.kill()
                    try eventually("PostgreSQL ends with its service") { !isAlive(postgres) }
                    service = try installation.serve(port: port)
                }
                try eventually("lines arrive again") { try installation.log(run, service).count > known.count }
                try installation.write("", to: "finish")
                try eventually("the run is completed") {
                    try installation.show(run, service).summary.state == .completed
                }
                CrashTests.checkTranscript(try installation.log(run, service), begins: known)
                let attempts = try installation.show(run, service).attempts
                #expect(attempts.map(\.state) == [.submitted])
                #expect(try installation.run("SELECT count(*) FROM output_versions") == "1")
                #expect(runner.isRunning)
            }
        }
    }
}
