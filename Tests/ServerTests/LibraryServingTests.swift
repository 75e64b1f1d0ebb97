import API
import Domain
import Foundation
import Platform
import TestSupport
import Testing

/// The library as real git clients see it. Foundation, because files are compared and removed.
@Suite final class LibraryServingTests {
    private let service: TestService
    private let folder: String

    init() throws {
        service = try TestService()
        folder = "/tmp/countersign-clones-\(Hex.encode(SecureRandom.bytes(6)))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func address(_ token: String, team: String = "north", of service: TestService? = nil) -> String {
        (service ?? self.service).url.replacing("http://", with: "http://anyone:\(token)@") + "/git/\(team)/library.git"
    }

    @discardableResult
    private func git(_ arguments: String...) throws -> Outcome {
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
            "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x", "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x",
        ]
        return try Subprocess("git", arguments, environment: environment, directory: folder, deadlineSeconds: 60).run()
    }

    private func bytes(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: "\(folder)/\(path)"))).map { [UInt8]($0) }
    }

    private func publishTwice() throws {
        try service.world.publishSampleTemplate()
        try service.world.publishSampleTemplate { $0["references/style guide.md"] = "Short sentences.\n" }
    }

    @Test func aClonesFilesAreThePublishedOnes() throws {
        try publishTwice()
        let token = try service.token(.reviewer)
        let clone = try git("clone", "--quiet", address(token), "library")
        #expect(clone.isSuccess, "\(clone.errors.text)")
        let skill = "library/plugins/engineering/skills/release-notes"
        #expect(bytes("\(skill)/SKILL.md") == Array(World.sampleSkill.utf8))
        #expect(bytes("\(skill)/references/style guide.md") == Array("Short sentences.\n".utf8))
        #expect(FileManager.default.isExecutableFile(atPath: "\(folder)/\(skill)/scripts/run"))
        #expect(!FileManager.default.isExecutableFile(atPath: "\(folder)/\(skill)/SKILL.md"))
        let log = try git("-C", "library", "log", "--format=%an <%ae>|%s").output.text.split(separator: "\n")
        #expect(log.count == 2)
        #expect(
            log.allSatisfy { $0.hasPrefix("Countersign <countersign@localhost>|engineering/release-notes version ") })
        let pins = try JSON(bytes: bytes("library/countersign.json") ?? [])["templates"]?["release-notes"]
        #expect(pins?["version"] == 2)
        #expect(try git("clone", "--quiet", "--depth", "1", address(token), "shallow").isSuccess)

        try service.world.publishSampleTemplate { $0["references/style guide.md"] = nil }
        #expect(try git("-C", "library", "pull", "--quiet").isSuccess)
        #expect(bytes("\(skill)/references/style guide.md") == nil)
        #expect(try git("-C", "library", "rev-list", "--count", "HEAD").output.text == "3\n")
    }

    /// Another instance, and one whose cache was broken, come to the same commits.
    @Test func theSamePublicationsAreTheSameCommits() throws {
        try publishTwice()
        let token = try service.token(.author)
        let other = try TestService(world: service.world)
        let first = try git("ls-remote", address(token), "refs/heads/main").output.text
        #expect(first.count > 40)
        #expect(try git("ls-remote", address(token, of: other), "refs/heads/main").output.text == first)
        let shown = try Wire(url: service.url, token: token).call(Endpoints.libraryShow.shape, ["team": "north"])
        #expect(shown.json["commit"]?.string.map(first.hasPrefix) == true)
    }

    @Test func nobodyElseComesIn() throws {
        try service.world.publishSampleTemplate()
        let stranger = try service.token(.stranger)
        let theirs = try git("ls-remote", address(stranger))
        let nobodys = try git("ls-remote", address(stranger, team: "nosuch"))
        #expect(!theirs.isSuccess && !nobodys.isSuccess)
        #expect(
            theirs.errors.text.replacing("north", with: "TEAM") == nobodys.errors.text.replacing("nosuch", with: "TEAM")
        )
        let author = try service.token(.author)
        #expect(try git("ls-remote", address(author)).isSuccess)
        try service.world.database.run("UPDATE tokens SET revoked_at = now() WHERE person_id = 'per_author'")
        #expect(try git("ls-remote", address(author)).errors.text.contains("Authentication failed"))
        let bare = try git("ls-remote", "\(service.url)/git/north/library.git")
        #expect(
            bare.errors.text.contains("could not read Username"), "git is asked for a password: \(bare.errors.text)")
    }

    @Test func nothingCanBePushed() throws {
        try service.world.publishSampleTemplate()
        let token = try service.token(.admin)
        try git("clone", "--quiet", address(token), "library")
        try git("-C", "library", "commit", "--quiet", "--allow-empty", "-m", "mine")
        let push = try git("-C", "library", "push")
        #expect(!push.isSuccess && push.errors.text.contains("403"), "\(push.errors.text)")
        let wire = Wire(url: service.url, token: token)
        #expect(try wire.send("POST", "/git/north/library.git/git-receive-pack", body: []).status == 404)
        let log = try git("ls-remote", address(token), "refs/heads/main").output.text
        #expect(try git("-C", "library", "rev-parse", "HEAD~1").output.text.prefix(40) == log.prefix(40))
    }

    /// Browsers send `Basic` unasked: only git may use it.
    @Test func aPasswordIsForGitOnly() throws {
        let token = try service.token(.author)
        let pair = Data("x:\(token)".utf8).base64EncodedString()
        let curl = { (path: String) in
            try Subprocess(
                "curl",
                [
                    "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Authorization: Basic \(pair)",
                    self.service.url + path,
                ],
                environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], deadlineSeconds: 30
            ).run().output.text
        }
        #expect(try curl("/v1/me") == "401")
        #expect(try curl("/git/north/library.git/info/refs?service=git-upload-pack") == "200")
    }

    @Test func anEmptyLibraryCanBeCloned() throws {
        let clone = try git("clone", "--quiet", address(try service.token(.author)), "empty")
        #expect(clone.isSuccess, "\(clone.errors.text)")
    }

    // MARK: Referees

    @Test func othersValidatorsAcceptIt() throws {
        try publishTwice()
        #expect(try git("clone", "--quiet", address(try service.token(.author)), "library").isSuccess)
        if let sdk = try PythonReferee("claude-agent-sdk", for: "LibraryServingTests: claude plugin validate"),
            let claude = bundledClaude(sdk)
        {
            for path in ["library", "library/plugins/engineering"] {
                let outcome = try judge(claude, ["plugin", "validate", "--strict", "\(folder)/\(path)"])
                #expect(outcome.isSuccess, "\(path): \(outcome.output.text)\(outcome.errors.text)")
            }
        }
        if let skills = try PythonReferee("skills-ref", for: "LibraryServingTests: agentskills validate") {
            let agentskills = try #require(skills.program("agentskills"))
            let skill = "\(folder)/library/plugins/engineering/skills/release-notes"
            let outcome = try judge(agentskills, ["validate", skill])
            #expect(outcome.isSuccess, "\(outcome.output.text)\(outcome.errors.text)")
        }
    }

    /// The client that comes with the package, where there is one for this machine.
    private func bundledClaude(_ sdk: PythonReferee) -> String? {
        let libraries = (try? FileManager.default.contentsOfDirectory(atPath: "\(sdk.folder)/lib")) ?? []
        let claude = libraries.map { "\(sdk.folder)/lib/\($0)/site-packages/claude_agent_sdk/_bundled/claude" }
            .first(where: FileManager.default.isExecutableFile)
        if claude == nil {
            print("SKIPPED LibraryServingTests: claude-agent-sdk has no client for this machine, which judged nothing")
        }
        return claude
    }

    private func judge(_ program: String, _ arguments: [String]) throws -> Outcome {
        try Subprocess(
            program, arguments,
            environment: [
                "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8", "DISABLE_AUTOUPDATER": "1",
            ],
            directory: folder, deadlineSeconds: 120
        ).run()
    }
}
