import Domain
import Glibc
import Harness
import Testing

@Suite struct AgentProfileTests {
    @Test func aProfileIsReadByItsName() throws {
        let json = """
            {"profiles": {"writer": {"command": ["writer", "-p"], "environment": {"MODEL": "x"}, "version": "0.86"}}}
            """
        let profile = try AgentProfile.read("writer", inProfiles: Array(json.utf8), of: "agents.json")
        #expect(
            profile
                == AgentProfile(
                    name: "writer", version: "0.86", command: ["writer", "-p"], environment: ["MODEL": "x"]))
        #expect(profile.harness == "writer 0.86" && AgentProfile.script.harness == "script")
    }

    @Test(arguments: [
        ("{", "agents.json: not a profiles file"),
        (#"{"profiles": {"b": {"command": ["x"]}}}"#, "no profile `a`; there are: b"),
        (#"{"profiles": {"a": {"command": []}}}"#, "profile `a` needs a command"),
        (#"{"profiles": {"a": {"command": ["x"], "environment": {"COUNTERSIGN_RUN": ""}}}}"#, "sets COUNTERSIGN_RUN"),
        (#"{"profiles": {"a": {"command": ["x"], "environment": {"A=B": ""}}}}"#, "without a name, or with `=`"),
        (#"{"profiles": {"a": {"command": ["x"], "version": "1\n"}}}"#, "has 1 to 100 printable ASCII characters"),
    ])
    func aBadProfileIsRefused(json: String, reason: String) {
        let failure = #expect(throws: Failure.self) {
            try AgentProfile.read("a", inProfiles: Array(json.utf8), of: "agents.json")
        }
        #expect(failure?.code == .badRequest && failure?.message.contains(reason) == true)
    }

    private func program(_ name: String, in path: String) -> String? {
        path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    @Test func theRunnersVariablesWin() throws {
        let site = AgentSite(run: "run_1", attempt: 2, folder: "/w", socket: "/w/agent.sock")
        let profile = AgentProfile(name: "a", command: ["x"], environment: ["LANG": "de", "HOME": "/h"])
        let command = try PlainCommandAdapter(profile).prepare(site)
        #expect(command.words == ["x"])
        #expect(command.environment["LANG"] == "de" && command.environment["HOME"] == "/h")
        #expect(access(program("countersign-hook", in: command.environment["PATH"] ?? "") ?? "", X_OK) == 0)
        #expect(command.environment["COUNTERSIGN_ATTEMPT"] == "2")
        #expect(command.environment["COUNTERSIGN_FEEDBACK"] == "/w/feedback.json")
    }
}
