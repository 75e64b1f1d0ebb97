import Domain
import Foundation
import Platform
import TestSupport
import Testing

/// What somebody at a terminal reads when something is refused: each says what is wrong, where, and what to do. The built
/// command line against a real service; looked at, and kept.
@Suite struct RefusalTests {
    @Test func aDispatchIsRefusedInWordsThatHelp() throws {
        let desk = try Desk()
        try desk.service.world.publishSampleTemplate()
        try desk.push("draft-only") { $0 }
        try desk.publish("other-case") { $0.replacing("use_case: release-notes", with: "use_case: release-note") }
        var said = ""
        for words in [
            "dispatch release-notes --input repositry=/srv/app", "dispatch release-notes",
            "dispatch release-notes --input repository=", "dispatch release-notes --inputs-json wrong.json",
            "dispatch relase-notes --input repository=/srv/app", "dispatch nothing-like-it", "dispatch draft-only",
            "dispatch release-notes --version 7", "dispatch other-case --input repository=/srv/app",
        ] { said += try desk.run(words, as: .author) }
        // A newer version goes further than its use case; the next needs a host that there is not.
        try desk.publish("release-notes", version: 2) { $0.replacing("risk: shared", with: "risk: irreversible") }
        said += try desk.run("dispatch release-notes --input repository=/srv/app", as: .author)
        try desk.publish("release-notes", version: 3) { $0.replacing("needs: [git]", with: "needs: [gpu, linux]") }
        said += try desk.run("dispatch release-notes --input repository=/srv/app", as: .author)
        // Both who could review have a part in it: one dispatches, the other has left.
        try desk.service.world.database.run("DELETE FROM memberships WHERE person_id = 'per_second'")
        said += try desk.run("dispatch release-notes --input repository=/srv/app", as: .reviewer)
        try Snapshots.expect(said, "run_dispatch.sentences")
    }

    @Test func foldersAreRefusedWithFileLineAndColumn() throws {
        let desk = try Desk()
        try desk.write(
            "objective: Write release notes.\nuse_case: release-notes\ninputs: {type: object}\nrisk: shared\n",
            to: "engineering/release-notes/task.yaml")
        try desk.write(World.sampleSkill, to: "engineering/release-notes/SKILL.md")
        for (path, text) in try World.smallTeamPolicy() { try desk.write(text, to: "policy/\(path)") }
        var said = try desk.run("template lint engineering", as: .author)
        said += try desk.run("template push engineering", as: .author)
        let approvals = try World.smallTeamPolicy()["approvals.yaml"] ?? ""
        for (old, new) in [
            ("action: git.release", "action: git.relase"), ("effect: permit", "effect: allow"), ("if:", "if"),
        ] {
            try desk.write(approvals.replacing(old, with: new, maxReplacements: 1), to: "policy/approvals.yaml")
            said += try desk.run("policy check policy", as: .author)
        }
        try Snapshots.expect(said, "template_push.sentences")
    }

    /// A person with a terminal in an empty folder.
    private struct Desk {
        let service: TestService
        private let folder: TemporaryFolder
        private let programs: String

        init() throws {
            service = try TestService()
            try service.world.enactSmallTeamPolicy()
            folder = try TemporaryFolder()
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            programs = String(tests[..<(try #require(tests.lastIndex(of: "/")))])
            try write(#"{"repository": 7, "branch": "main"}"#, to: "wrong.json")
        }

        func write(_ text: String, to path: String) throws {
            let file = URL(filePath: "\(folder.path)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }

        /// A further template of this name, by the author.
        func push(_ name: String, task edit: (String) -> String) throws {
            try write(
                World.sampleSkill.replacing("name: release-notes", with: "name: \(name)"),
                to: "engineering/\(name)/SKILL.md")
            try write(edit(World.sampleTask), to: "engineering/\(name)/task.yaml")
            let said = try run("template push engineering/\(name)", as: .author)
            try #require(said.contains("exit 0"), "\(said)")
        }

        func publish(_ name: String, version: Int = 1, task edit: (String) -> String) throws {
            try push(name, task: edit)
            let said = try run("template publish \(name)@\(version) --yes --quiet", as: .admin)
            try #require(said.contains("exit 0"), "\(said)")
        }

        /// The command, what it says on both outputs, and how it ends.
        func run(_ words: String, as login: World.Login) throws -> String {
            let environment = [
                "PATH": "\(programs):/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder.path,
                "COUNTERSIGN_SERVER": service.url, "COUNTERSIGN_TEAM": "north",
                "COUNTERSIGN_TOKEN": try service.token(login),
            ]
            let shell = Subprocess(
                "/bin/sh", ["-c", "countersign \(words) 2>&1; echo exit $?"], environment: environment,
                directory: folder.path, deadlineSeconds: 120)
            let text = try shell.run().output.text
            return "$ countersign \(words)\n"
                + text.replacing(/run_[0-9a-z]{16}/, with: "run_…").replacing(folder.path, with: "~") + "\n"
        }
    }

    private final class TemporaryFolder: Sendable {
        let path = "/tmp/countersign-refusals-\(Hex.encode(SecureRandom.bytes(6)))"
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }
}
