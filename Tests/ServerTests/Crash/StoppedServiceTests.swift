import API
import Domain
import Glibc
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct StoppedService {
        @Test func finishesWhatItHasBegun() async throws {
            try await onOwnThread {
                let installation = try Installation()
                let service = try installation.serve()
                try installation.populate(service, script: "#!/bin/sh\nexit 0\n")
                let wire = try installation.wire(service, .author)
                let body: JSON = [
                    "template": "performance-recap", "inputs": ["repository": "/srv/app"], "files": [],
                ]
                let lock = try installation.hold("LOCK TABLE runs IN SHARE MODE")
                let answers = (1...3).map { _ in Promise<Int?>() }
                for answer in answers {
                    try BackgroundThread.start {
                        answer.keep(try? wire.call(Endpoints.runDispatch.shape, ["team": "north"], body: body).status)
                    }
                }
                try eventually("three requests are at work") { try installation.waiting() == 3 }
                service.send(SIGTERM)
                let begin = Clock.monotonicMilliseconds
                try eventually("nobody else is let in") {
                    (try? wire.call(Endpoints.health.shape)) == nil
                }
                #expect(answers.allSatisfy { $0.kept == nil })
                lock.close()
                #expect(answers.map { $0.wait(milliseconds: 10_000) } == [201, 201, 201])
                #expect(service.end(withinSeconds: 10) == .exited(0))
                #expect(Clock.monotonicMilliseconds - begin < 10_000)
                #expect(service.logged("service_stopped").first?.contains("requests_cut_off=0") == true)
                let again = try installation.serve()
                let runs = try installation.wire(again, .author).call(Endpoints.runList.shape, ["team": "north"])
                #expect(runs.json["items"]?.array?.count == 3)
            }
        }
    }
}
