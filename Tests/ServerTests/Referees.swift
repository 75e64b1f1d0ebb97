import Foundation
import Platform
import TestSupport
import Testing

/// The validators of the formats' owners, from PyPI.
enum Referees {
    /// Has each of these folders judged; says by name who was not there to judge.
    static func judge(marketplaces: [String], plugins: [String], skills: [String], in folder: String) throws {
        if let claude = try claude() {
            for path in marketplaces + plugins {
                try judge(claude, ["plugin", "validate", "--strict"], path, in: folder)
            }
        }
        guard let referee = try PythonReferee("skills-ref", for: "agentskills validate") else { return }
        let agentskills = try #require(referee.program("agentskills"))
        for path in skills { try judge(agentskills, ["validate"], path, in: folder) }
    }

    /// The client that comes with the package, where there is one for this machine.
    private static func claude() throws -> String? {
        guard let sdk = try PythonReferee("claude-agent-sdk", for: "claude plugin validate") else { return nil }
        let libraries = (try? FileManager.default.contentsOfDirectory(atPath: "\(sdk.folder)/lib")) ?? []
        let claude = libraries.map { "\(sdk.folder)/lib/\($0)/site-packages/claude_agent_sdk/_bundled/claude" }
            .first(where: FileManager.default.isExecutableFile)
        if claude == nil {
            print("SKIPPED claude plugin validate: claude-agent-sdk has no client for this machine")
        }
        return claude
    }

    private static func judge(_ program: String, _ arguments: [String], _ path: String, in folder: String) throws {
        let outcome = try Subprocess(
            program, arguments + ["\(folder)/\(path)"],
            environment: [
                "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8", "DISABLE_AUTOUPDATER": "1",
            ],
            directory: folder, deadlineSeconds: 120
        ).run()
        #expect(outcome.isSuccess, "\(path): \(outcome.output.text)\(outcome.errors.text)")
    }
}

extension TestService {
    /// The built command line, which lies beside the tests, as whoever has this token.
    func countersign(_ arguments: [String], token: String, team: String = "north", in folder: String) throws -> Outcome
    {
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8", "COUNTERSIGN_SERVER": url,
            "COUNTERSIGN_TEAM": team, "COUNTERSIGN_TOKEN": token,
        ]
        var process = Subprocess(
            Installation.programs + "/countersign", arguments, environment: environment, directory: folder,
            deadlineSeconds: 300)
        process.output = .capture(limitBytes: 64 << 20)
        return try process.run()
    }
}
