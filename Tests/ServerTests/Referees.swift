import Foundation
import Platform
import TestSupport
import Testing

/// The validators of the formats' owners, from PyPI, in a scratch virtual environment that is made once and kept in the
/// temporary folder of this machine.
struct Referees {
    let claude: String?
    let agentskills: String?

    static func find() throws -> Referees {
        let folder = FileManager.default.temporaryDirectory.appending(path: "countersign-referee-skills").path
        let environment = Subprocess.inherited([
            "PATH", "HOME", "http_proxy", "https_proxy", "PIP_INDEX_URL", "PIP_CONFIG_FILE",
        ])
        func run(_ program: String, _ arguments: [String]) throws {
            _ = try Subprocess(program, arguments, environment: environment, deadlineSeconds: 240).run()
        }
        if !FileManager.default.fileExists(atPath: "\(folder)/bin/agentskills") {
            try run("python3", ["-m", "venv", folder])
            let pip = [
                "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "5", "--retries", "1",
            ]
            for package in ["claude-agent-sdk", "skills-ref"] { try? run("\(folder)/bin/python", pip + [package]) }
        }
        let libraries = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/lib")) ?? []
        let claude = libraries.map { "\(folder)/lib/\($0)/site-packages/claude_agent_sdk/_bundled/claude" }
        return Referees(
            claude: claude.first(where: FileManager.default.isExecutableFile),
            agentskills: ["\(folder)/bin/agentskills"].first(where: FileManager.default.isExecutableFile))
    }

    func run(_ program: String, _ arguments: [String], home: String) throws -> Outcome {
        try Subprocess(
            program, arguments,
            environment: [
                "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "DISABLE_AUTOUPDATER": "1",
            ],
            directory: home, deadlineSeconds: 120
        ).run()
    }

    /// Has each of these folders judged; says by name who was not there to judge.
    static func judge(marketplaces: [String], plugins: [String], skills: [String], in folder: String) throws {
        let referees = try find()
        if let claude = referees.claude {
            for path in marketplaces + plugins {
                let outcome = try referees.run(
                    claude, ["plugin", "validate", "--strict", "\(folder)/\(path)"], home: folder)
                #expect(outcome.isSuccess, "\(path): \(outcome.output.text)\(outcome.errors.text)")
            }
        } else {
            print("SKIPPED: no client of PyPI's claude-agent-sdk here: `claude plugin validate` judged nothing")
        }
        guard let agentskills = referees.agentskills else {
            return print("SKIPPED: no skills-ref from PyPI here: `agentskills validate` judged nothing")
        }
        for path in skills {
            let outcome = try referees.run(agentskills, ["validate", "\(folder)/\(path)"], home: folder)
            #expect(outcome.isSuccess, "\(path): \(outcome.output.text)\(outcome.errors.text)")
        }
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
