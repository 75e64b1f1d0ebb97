import API
import APIClient
import Domain
import FoundationEssentials
import Glibc
import Harness
import Platform
import TestSupport
import Testing

@testable import RunnerDaemon

/// A runner on the real service, with an agent that asks through the built hook.
@Suite struct RealServiceTests {
    /// `docs/examples/ask-and-go-on`: one action that policy allows and a `command` executor carries out, one that a
    /// person denies. The agent learns both answers and finishes its work.
    @Test func anAgentAsksAndGoesOnWhenDenied() async throws {
        let folder = try TemporaryFolder()
        let service = try Self.service(folder)
        let author = try Self.client(service, try service.token(.author))
        let reviewer = try Self.client(service, try service.token(.reviewer))
        let run = try author.call(
            Endpoints.runDispatch, path: ["team": "north"],
            DispatchRequest(template: "performance-recap", inputs: ["repository": "x"], files: []))
        let daemon = try Self.runner(service, folder)
        async let done: Void = onOwnThread { try daemon.run() }

        let held = try await Self.held(service)
        #expect(held.action == "team.notify" && held.executor == "notify" && held.run == run.summary.id)
        _ = try reviewer.call(
            Endpoints.actionDeny, path: ["team": "north", "action": held.id], ReasonRequest(reason: "they know"))
        try await done

        let shown = try author.call(Endpoints.runShow, path: ["team": "north", "run": run.summary.id])
        #expect(shown.summary.state == .completed, "\(shown.summary.reason)")
        let log = try author.call(Endpoints.runLog, path: ["team": "north", "run": run.summary.id])
        let decisions = try log.items.filter { $0.kind == "decision" }.map { try JSON(text: $0.body) }
        #expect(decisions.map { $0["decision"] } == ["executed", "denied"])
        #expect(decisions.map { $0["reason"] } == ["", "denied_by"], "\(decisions)")
        #expect(decisions.last?["message"] == "they know")
        let said = log.items.filter { $0.kind == "say" }.map(\.body)
        #expect(said == ["noted in the notebook, the team was not told"])
        // What was executed has the exact bytes of the request, once.
        let notes = try #require(folder.read("notes")).split(separator: "\n")
        #expect(notes.count == 1)
        let request = try JSON(text: String(notes.first ?? ""))
        #expect(request["arguments"] == ["page": "growth/recaps", "text": "The recap is written."])
        #expect(folder.read("notices") == nil)
    }

    /// A service with the small team's policy, the example as its template, and executors that write into files.
    private static func service(_ folder: TemporaryFolder) throws -> TestService {
        let lines = [("notes", "notes"), ("notify", "notices")].map { name, file in
            """
              \(name):
                kind: command
                command: [/bin/sh, -c, 'cat >> "$OUT"; echo >> "$OUT"']
                environment: {OUT: \(folder.path)/\(file)}

            """
        }
        let service = try TestService(executors: "executors:\n" + lines.joined())
        try service.world.enactSmallTeamPolicy()
        let example = FileManager.default.contents(atPath: World.packageRoot + "/docs/examples/ask-and-go-on")
        let script = String(decoding: try #require(example), as: UTF8.self)
        try service.world.publishSampleTemplate("performance-recap") { files in
            files["scripts/run"] = script
            files = files.mapValues {
                $0.replacing("name: release-notes", with: "name: performance-recap")
                    .replacing("use_case: release-notes", with: "use_case: performance-reporting")
                    .replacing("actions: [git.release]", with: "actions: [team.notify, notes.append]")
                    .replacing("risk: shared", with: "risk: routine")
            }
        }
        return service
    }

    private static func client(_ service: TestService, _ token: String) throws -> Client {
        Client(server: try ServerAddress(service.url), transport: try HTTPTransport(token: token))
    }

    private static func runner(_ service: TestService, _ folder: TemporaryFolder) throws -> RunnerDaemon {
        var settings = RunnerSettings(
            host: "bench", labels: ["git"], adapter: PlainCommandAdapter(.script),
            workspaceRoot: folder.path + "/workspaces")
        settings.once = true
        settings.pollMilliseconds = 20
        let token = try service.runnerToken()
        let link = RunnerLink(server: try ServerAddress(service.url)) { try HTTPTransport(token: token) }
        return RunnerDaemon(settings, link: link, observer: Observer(log: Log(level: .error, format: .text)))
    }

    /// The first request that waits for a person.
    private static func held(_ service: TestService) async throws -> ActionView {
        let token = try service.token(.reviewer)
        return try await onOwnThread {
            let client = try client(service, token)
            let deadline = Clock.monotonicMilliseconds + 120_000
            while Clock.monotonicMilliseconds < deadline {
                let page = try client.call(Endpoints.actionList, path: ["team": "north"], query: [("state", "held")])
                if let action = page.items.first { return action }
                usleep(20_000)
            }
            throw Failure(.expired, "the agent has asked for nothing that is held")
        }
    }
}
