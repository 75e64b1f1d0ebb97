import API
import Domain
import Glibc
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct KilledPostgres {
        @Test func theServiceBringsItBackAndTheRunGoesOn() async throws {
            try await onOwnThread {
                let installation = try Installation()
                let service = try installation.serve()
                try installation.populate(service, script: CrashTests.talkative(installation))
                _ = try installation.work(service)
                let run = try installation.dispatch(service)
                try eventually("the agent's lines arrive") { try installation.log(run, service).count >= 20 }
                let known = try installation.log(run, service)
                let first = try installation.postmaster()
                #expect(kill(first, SIGKILL) == 0)
                try service.awaitLog("database_recovered")
                #expect(service.logged("database_lost").count == 1)
                #expect(try installation.postmaster() != first)
                try eventually("the service is ready") {
                    try installation.wire(service, .author).call(Endpoints.ready.shape).status == 200
                }
                try eventually("lines arrive again") { try installation.log(run, service).count > known.count }
                try installation.write("", to: "finish")
                try eventually("the run is completed") {
                    try installation.show(run, service).summary.state == .completed
                }
                CrashTests.checkTranscript(try installation.log(run, service), begins: known)
                #expect(try installation.run("SELECT count(*) FROM output_versions") == "1")
                service.send(SIGTERM)
                #expect(service.end(withinSeconds: 30) == .exited(0))
            }
        }

        /// Its place is taken by a folder without a cluster, so that it cannot come back until the test lets it.
        @Test func meanwhileRequestsAreAnsweredAtOnce() async throws {
            try await onOwnThread {
                let installation = try Installation()
                let service = try installation.serve()
                try installation.populate(service, script: "#!/bin/sh\nexit 0\n")
                let wire = try installation.wire(service, .author)
                #expect(try wire.call(Endpoints.ready.shape).status == 200)
                let cluster = installation.data + "/postgres"
                #expect(rename(cluster + "/global", cluster + "/global.away") == 0)
                let first = try installation.postmaster()
                #expect(kill(first, SIGKILL) == 0)
                try service.awaitLog("database_restart_failed")
                for shape in [Endpoints.ready.shape, Endpoints.runList.shape] {
                    let begin = Clock.monotonicMilliseconds
                    let answer = try wire.call(shape, ["team": "north"])
                    #expect(answer.status == 503 && answer.code == "database_unavailable")
                    #expect(Clock.monotonicMilliseconds - begin < 5000)
                }
                #expect(try wire.call(Endpoints.health.shape).status == 200)
                #expect(rename(cluster + "/global.away", cluster + "/global") == 0)
                try service.awaitLog("database_recovered")
                try eventually("requests are answered again") {
                    try wire.call(Endpoints.runList.shape, ["team": "north"]).status == 200
                }
                service.send(SIGTERM)
                #expect(service.end(withinSeconds: 30) == .exited(0))
            }
        }

        /// A service that is told to end while its database cannot come back does not wait for it.
        @Test func aServiceEndsWithoutItsDatabase() async throws {
            try await onOwnThread {
                let installation = try Installation()
                let service = try installation.serve()
                let cluster = installation.data + "/postgres"
                #expect(rename(cluster + "/global", cluster + "/global.away") == 0)
                #expect(kill(try installation.postmaster(), SIGKILL) == 0)
                try service.awaitLog("database_restart_failed")
                service.send(SIGTERM)
                #expect(service.end(withinSeconds: 10) == .exited(0))
            }
        }
    }
}
