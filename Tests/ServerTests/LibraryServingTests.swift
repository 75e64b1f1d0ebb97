import API
import APIClient
import Domain
import Foundation
import Operations
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

    /// In whichever form it was exported: what is as it was makes no copies, what was changed is a draft of the template
    /// from which it came, and to another team it is new.
    @Test(arguments: ["marketplace", "skills"]) func theTeamsOwnExportIsKnownAgain(form: String) throws {
        try service.world.publishSampleTemplate()
        let token = try service.token(.author)
        func run(_ arguments: String..., team: String = "north") throws -> (lines: [String], remarks: String) {
            let token = team == "north" ? token : try service.token(.stranger)
            let outcome = try service.countersign(arguments, token: token, team: team, in: folder)
            #expect(outcome.isSuccess, "\(outcome.errors.text)")
            return (outcome.output.text.split(separator: "\n").map(String.init), outcome.errors.text)
        }
        _ = try run("library", "export", "--as", form, "--to", "mine")
        let skill = (form == "skills" ? "" : "plugins/engineering/skills/") + "release-notes/SKILL.md"
        let again = try run("template", "import", "mine")
        #expect(
            again.lines.contains("\(skill) → engineering/release-notes version 1 (skill), already here"),
            "\(again)")
        #expect(again.lines.last?.contains("unchanged in 1 template") == true)

        try service.world.publishSampleTemplate { $0["references/style guide.md"] = "Short sentences.\n" }
        #expect(try run("template", "import", "mine").remarks.contains("version 2 is the latest"))
        try Data((World.sampleSkill + "\nOne more rule.\n").utf8).write(to: URL(filePath: "\(folder)/mine/\(skill)"))
        let changed = try run("template", "import", "mine")
        #expect(changed.lines.contains("\(skill) → engineering/release-notes version 3 (skill)"), "\(changed)")
        #expect(changed.remarks.contains("this was exported as version 1"), "\(changed)")
        let known = try run("template", "import", "mine", "--as-area", "else")
        #expect(known.lines.contains { $0.hasSuffix("engineering/release-notes version 3 (skill), already here") })
        #expect(try run("template", "list").lines.count(where: { $0.contains("release-notes") }) == 1)

        let pins = try #require(bytes("mine/countersign.json").map { String(decoding: $0, as: UTF8.self) })
        #expect(pins.contains("\"team\": \"north\""))
        #expect(
            try run("template", "import", "mine", team: "south").lines.contains {
                $0.hasSuffix("mine/release-notes version 1 (skill)")
            })
        // Forged: of a template that the team has, and whose digest it has never had.
        let digest = try #require(try JSON(text: pins)["templates"]?["release-notes"]?["digest"]?.string)
        let forged = pins.replacing(digest, with: Digest.of("x").description)
        try Data(forged.utf8).write(to: URL(filePath: "\(folder)/mine/countersign.json"))
        #expect(
            try run("template", "import", "mine").lines.contains {
                $0.hasSuffix("mine/release-notes-2 version 1 (skill)")
            })
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
        #expect(
            push.errors.text.contains("remote: the library of team north is read-only: it holds what")
                && push.errors.text.contains("countersign template edit NAME"), "\(push.errors.text)")
        let wire = Wire(url: service.url, token: token)
        #expect(try wire.send("POST", "/git/north/library.git/git-receive-pack", body: []).status == 404)
        let log = try git("ls-remote", address(token), "refs/heads/main").output.text
        #expect(try git("-C", "library", "rev-parse", "HEAD~1").output.text.prefix(40) == log.prefix(40))
    }

    /// Browsers send `Basic` unasked: only git may use it.
    @Test func aPasswordIsForGitOnly() throws {
        let token = try service.token(.author)
        let pair = Data("x:\(token)".utf8).base64EncodedString()
        let wire = Wire(url: service.url, token: nil)
        let basic = [TransportRequest.Header("Authorization", "Basic \(pair)")]
        #expect(try wire.send("GET", "/v1/me", headers: basic).status == 401)
        let refs = "/git/north/library.git/info/refs?service=git-upload-pack"
        #expect(try wire.send("GET", refs, headers: basic).status == 200)
    }

    @Test func anEmptyLibraryCanBeCloned() throws {
        let clone = try git("clone", "--quiet", address(try service.token(.author)), "empty")
        #expect(clone.isSuccess, "\(clone.errors.text)")
    }

    // MARK: Referees

    @Test func othersValidatorsAcceptIt() throws {
        try publishTwice()
        #expect(try git("clone", "--quiet", address(try service.token(.author)), "library").isSuccess)
        try Referees.judge(
            marketplaces: ["library"], plugins: ["library/plugins/engineering"],
            skills: ["library/plugins/engineering/skills/release-notes"], in: folder)
    }

    // MARK: What a dispatch takes

    private func move(_ label: String, to version: Int?) throws {
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(
                service.world.team(login), "release-notes", label: label,
                LabelRequest(version: version, reason: "because"))
        }
    }

    /// The version of `release-notes` in a clone after a pull; nil where it has none.
    private func pulled() throws -> Int64? {
        let pull = try git("-C", "library", "pull", "--quiet")
        #expect(pull.isSuccess, "\(pull.errors.text)")
        let pins = try JSON(bytes: bytes("library/countersign.json") ?? [])
        let version = pins["templates"]?["release-notes"]?["version"]?.integer
        let skill = bytes("library/plugins/engineering/skills/release-notes/SKILL.md")
        #expect((skill == nil) == (version == nil))
        if let version {
            let digest = pins["templates"]?["release-notes"]?["digest"]?.string
            let shown = try ShowTemplate.run(
                service.world.team(.author), "release-notes", version: nil, dispatchedIn: "")
            #expect(Int64(shown.summary.number) == version && shown.summary.digest.description == digest)
            #expect(skill.map(Digest.of) == shown.files.first { $0.path == "SKILL.md" }?.digest)
        }
        return version
    }

    @Test func theLibraryHoldsWhatADispatchTakes() throws {
        for number in 1...3 {
            try service.world.publishSampleTemplate { $0["SKILL.md"]?.append("Version \(number).\n") }
        }
        try service.world.publishSampleTemplate("changes") {
            $0["SKILL.md"] = $0["SKILL.md"]?.replacing("name: release-notes", with: "name: changes")
        }
        let token = try service.token(.reviewer)
        #expect(try git("clone", "--quiet", address(token), "library").isSuccess)
        #expect(try pulled() == 3)
        try move("current", to: 1)
        #expect(try pulled() == 1, "a rollback")
        try move("stable", to: 3)
        #expect(try pulled() == 1, "a label that a dispatch must name")
        try move("pinned", to: 2)
        #expect(try pulled() == 2, "a pin of the team")
        try service.world.publishSampleTemplate { $0["SKILL.md"]?.append("Version 4.\n") }
        #expect(try pulled() == 2, "the pin holds")
        let author = try service.world.team(.author)
        _ = try DeprecateTemplate.run(author, "release-notes", DeprecateRequest(version: 2, reason: "it drops commits"))
        #expect(try pulled() == nil, "a dispatch is refused")
        #expect(bytes("library/plugins/engineering/skills/changes/SKILL.md") != nil)
        #expect(try ShowLibrary.run(author, form: nil).templates.map(\.name) == ["changes"])
        try move("pinned", to: nil)
        #expect(try pulled() == 4)
        #expect(try ShowLibrary.run(author, form: "skills").templates.map(\.version) == [1, 4])
        _ = try DeprecateTemplate.run(author, "release-notes", DeprecateRequest(reason: "merged", instead: "changes"))
        #expect(try pulled() == nil)
        // All of that is one line of commits, the same wherever it is made.
        let other = try TestService(world: service.world)
        let head = try git("-C", "library", "rev-parse", "HEAD").output.text
        #expect(
            try git("ls-remote", address(token, of: other), "refs/heads/main").output.text.hasPrefix(head.prefix(40)))
    }

    // MARK: Ways in

    @Test func aTokenComesInAHeaderOrFromAHelper() throws {
        try publishTwice()
        let token = try service.token(.reviewer)
        let plain = "\(service.url)/git/north/library.git"
        let basic = Data("x:\(token)".utf8).base64EncodedString()
        for (name, setting) in [
            ("bearer", "http.extraHeader=Authorization: Bearer \(token)"),
            ("basic", "http.extraHeader=Authorization: Basic \(basic)"),
            ("helper", "credential.helper=!f() { echo username=x; echo password=\(token); }; f"),
        ] {
            let clone = try git("-c", setting, "clone", "--quiet", "--depth", "1", plain, name)
            #expect(clone.isSuccess, "\(name): \(clone.errors.text)")
            #expect(try git("-C", name, "rev-list", "--count", "HEAD").output.text == "1\n")
            #expect(bytes("\(name)/countersign.json") != nil)
        }
    }

    /// Whoever pins a commit gets it by its name, and stays there.
    @Test func aCommitIsFetchedByItsName() throws {
        try service.world.publishSampleTemplate()
        let token = try service.token(.reviewer)
        let first = String(try git("ls-remote", address(token), "refs/heads/main").output.text.prefix(40))
        try service.world.publishSampleTemplate { $0["references/style guide.md"] = "Short sentences.\n" }
        #expect(try git("ls-remote", address(token), "refs/heads/main").output.text.hasPrefix(first) == false)
        #expect(try git("init", "--quiet", "pinned").isSuccess)
        let fetch = try git("-C", "pinned", "fetch", "--quiet", "--depth", "1", address(token), first)
        #expect(fetch.isSuccess, "\(fetch.errors.text)")
        #expect(try git("-C", "pinned", "checkout", "--quiet", first).isSuccess)
        #expect(bytes("pinned/plugins/engineering/skills/release-notes/SKILL.md") != nil)
        #expect(bytes("pinned/plugins/engineering/skills/release-notes/references/style guide.md") == nil)
    }

    // MARK: The command line

    @Test func whatTheCommandLineExportsIsAccepted() throws {
        try publishTwice()
        let token = try service.token(.reviewer)
        func export(_ arguments: String...) throws {
            let outcome = try service.countersign(["library", "export"] + arguments, token: token, in: folder)
            #expect(outcome.isSuccess, "\(arguments): \(outcome.errors.text)")
        }
        try export("--as", "marketplace", "--to", "market")
        try export("--as", "skills", "--to", "skills")
        try export("--as", "marketplace", "--pinned", "--to", "approved")
        try Referees.judge(
            marketplaces: ["market", "approved"], plugins: ["market/plugins/engineering"],
            skills: ["skills/release-notes", "market/plugins/engineering/skills/release-notes"], in: folder)
        #expect(bytes("skills/release-notes/references/style guide.md") == Array("Short sentences.\n".utf8))
        let head = String(try git("ls-remote", address(token), "refs/heads/main").output.text.prefix(40))
        let manifest = try JSON(bytes: bytes("approved/.claude-plugin/marketplace.json") ?? [])
        #expect(
            manifest["plugins"]?.array?.map { $0["source"] } == [
                [
                    "source": "git-subdir", "url": .string("\(service.url)/git/north/library.git"),
                    "path": "plugins/engineering", "sha": .string(head),
                ]
            ])
        #expect(bytes("approved/plugins/engineering/.claude-plugin/plugin.json") == nil)
        let wrong = try service.countersign(
            ["library", "export", "--as", "skills", "--pinned"], token: token, in: folder)
        #expect(wrong.end == .exited(2))
    }

    /// Brings an export of everything up to date, and says what was said of it.
    private func update(_ form: String) throws -> String {
        let outcome = try service.countersign(
            ["library", "export", "--as", form, "--to", form, "--force"], token: service.token(.reviewer), in: folder)
        #expect(outcome.isSuccess, "\(outcome.errors.text)")
        return outcome.errors.text
    }

    private func publish(_ name: String, area: String = "engineering") throws {
        try service.world.publishSampleTemplate(name, area: area) { files in
            files["SKILL.md"] = files["SKILL.md"]?.replacing("name: release-notes", with: "name: \(name)")
            files["references/a.md"] = "A.\n"
        }
    }

    private func deprecate(_ names: String...) throws {
        for name in names {
            _ = try DeprecateTemplate.run(
                service.world.team(.admin), name, DeprecateRequest(reason: "Nobody needs it any more."))
        }
    }

    @Test func whatWasChangedHereIsNamedWhenItIsOverwritten() throws {
        try publish("notes")
        #expect(try update("skills") == "")
        try Data("Mine.\n".utf8).write(to: URL(filePath: folder + "/skills/notes/references/a.md"))
        #expect(
            try update("skills")
                == "Overwrote skills/notes/references/a.md, which was changed here or not exported\n")
        #expect(try update("skills") == "")
        try publish("further")
        #expect(try update("skills") == "", "what an export wrote is brought up to date")
    }

    @Test func whatLeavesTheLibraryLeavesTheExport() throws {
        for name in ["gone", "mine"] { try publish(name) }
        try publishTwice()
        #expect(try update("skills") == "")
        try Data("Mine.\n".utf8).write(to: URL(filePath: folder + "/skills/mine/notes.md"))
        try deprecate("gone", "mine")
        try service.world.publishSampleTemplate()
        let left = "Left skills/mine: it is no longer part of the export, but was changed here; remove it yourself\n"
        #expect(try update("skills") == "Removed skills/gone, which is no longer part of the export\n" + left)
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder + "/skills").sorted()
        #expect(kept == ["countersign.json", "mine", "release-notes"])
        #expect(bytes("skills/mine/SKILL.md") != nil && bytes("skills/release-notes/references/style guide.md") == nil)
        #expect(try update("skills") == left, "until it is gone")
        try FileManager.default.removeItem(atPath: folder + "/skills/mine/notes.md")
        #expect(try update("skills") == "Removed skills/mine, which is no longer part of the export\n")
        #expect(try update("skills") == "")
    }

    @Test func anAreaThatIsEmptyLeavesTheExport() throws {
        for area in ["support", "sales"] { try publish("in-\(area)", area: area) }
        try publishTwice()
        #expect(try update("marketplace") == "")
        let manifest = "marketplace/plugins/sales/.claude-plugin/plugin.json"
        try Data("{}".utf8).write(to: URL(filePath: "\(folder)/\(manifest)"))
        try deprecate("in-support", "in-sales")
        let left = "Left \(manifest): it is no longer part of the export, but was changed here; remove it yourself\n"
        let removed = ["sales/skills/in-sales", "support/.claude-plugin/plugin.json", "support/skills/in-support"].map {
            "Removed marketplace/plugins/\($0), which is no longer part of the export\n"
        }
        #expect(try update("marketplace") == removed.joined() + left)
        let plugins = try FileManager.default.contentsOfDirectory(atPath: folder + "/marketplace/plugins").sorted()
        #expect(plugins == ["engineering", "sales"])
        #expect(try update("marketplace") == left)
        try FileManager.default.removeItem(atPath: "\(folder)/marketplace/plugins/sales")
        #expect(try update("marketplace") == "")
        try Referees.judge(
            marketplaces: ["marketplace"], plugins: ["marketplace/plugins/engineering"],
            skills: ["marketplace/plugins/engineering/skills/release-notes"], in: folder)
    }
}
