import API
import Domain
import Foundation
import Operations
import Platform
import TestSupport
import Testing

/// Collections of others, imported by the built command line into a real service. Foundation, because a collection is a
/// folder of files.
@Suite final class ImportTests {
    private let service: TestService
    private let folder: String
    private let token: String

    init() throws {
        service = try TestService()
        folder = "/tmp/countersign-collection-\(Hex.encode(SecureRandom.bytes(6)))"
        token = try service.token(.author)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

    private func write(_ bytes: [UInt8], to path: String, isExecutable: Bool = false) throws {
        let file = URL(filePath: "\(folder)/others/\(path)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        if isExecutable {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
    }

    /// Whatever would be run leaves this file.
    private var trap: String { "\(folder)/it-ran" }

    /// Four hundred files: good ones, broken ones, and such as would like to be run. Answers how many they are.
    private func makeCollection() throws {
        for number in 1...90 {
            try write(
                "---\nname: skill-\(number)\ndescription: Does the thing number \(number). Use when it is due.\n---\n\nDo it.\n",
                to: "skills/skill-\(number)/SKILL.md")
            try write(
                Array("#!/bin/sh\ntouch \(trap)\n".utf8), to: "skills/skill-\(number)/scripts/run", isExecutable: true)
        }
        for number in 1...70 {
            try write(
                "---\nname: agent-\(number)\ndescription: Reviews part \(number).\ntools: Read, Grep\nmodel: opus\n---\nReview it.\n",
                to: "agents/agent-\(number).md")
            try write(
                "---\ndescription: Runs \(number)\nargument-hint: [what]\n---\nNow: !`touch \(trap)` $ARGUMENTS\n",
                to: "commands/deep/command-\(number).md")
        }
        let broken = [
            "---\nname: [unclosed\ndescription: x\n---\nText.\n", "---\nname: \"never ends\n",
            "---\n\t- a\n  b: {\n---\nx\n",
            "---\nname: x\ndescription: y\n", "name: no fence\n", "---\n---\n", "", "---\n- a\n- list\n---\nx\n",
            "---\nname: ünïcödé\ndescription: !!python/object/apply:os.system [touch \(trap)]\n---\nx\n",
            "---\nname: &a [*a]\ndescription: z\n---\nx\n", "---\nname: a\nname: b\ndescription: c\n---\nx\n",
            "\u{FEFF}---\r\nname: crlf\r\ndescription: With a mark.\r\n---\r\nx\r\n",
            "---\nname: \u{202E}evil\n---\nx\n",
        ]
        for (number, text) in broken.enumerated() {
            try write(text, to: "agents/broken-\(number).md")
            try write(text, to: "skills/broken-\(number)/SKILL.md")
        }
        try write([0xFF, 0xFE, 0x00], to: "agents/not-text.md")
        try write([UInt8](repeating: 65, count: (1 << 20) + 1), to: "skills/large/SKILL.md")
        try write("{\"hooks\": {\"SessionStart\": \"touch \(trap)\"}}", to: "hooks/hooks.json")
        try write("{broken", to: ".claude-plugin/plugin.json")
        try write("# Read me\n", to: "README.md")
        for number in 1...20 { try write("Notes \(number).\n", to: "docs/notes-\(number).txt") }
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/others/agents/link.md", withDestinationPath: "/etc/passwd")
    }

    private func countFiles() throws -> Int {
        try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/others").count { path in
            var isFolder: ObjCBool = false
            let full = "\(folder)/others/\(path)"
            let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: full)) != nil
            return isLink
                || (FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && !isFolder.boolValue)
        }
    }

    @discardableResult
    private func git(_ arguments: String...) throws -> Outcome {
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C", "GIT_AUTHOR_NAME": "x",
            "GIT_AUTHOR_EMAIL": "x", "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x",
        ]
        return try Subprocess(
            "git", ["-C", "\(folder)/others"] + arguments, environment: environment, directory: folder,
            deadlineSeconds: 60
        ).run()
    }

    private func run(_ arguments: [String], token: String? = nil, team: String = "north") throws -> Outcome {
        try service.countersign(
            ["template", "import"] + arguments, token: token ?? self.token, team: team, in: folder)
    }

    /// Every file is a draft of the service or is refused with file, line and reason, or is listed as what it is.
    private func check(_ outcome: Outcome, files: Int) throws -> JSON {
        #expect(outcome.isSuccess, "\(outcome.errors.text.prefix(2000))")
        let view = try JSON(bytes: outcome.output.bytes)
        func lists(_ key: String) -> [JSON] { view[key]?.array ?? [] }
        let taken = lists("drafts").flatMap { $0["sources"]?.array ?? [] }
        let refused = lists("refused").flatMap { $0["sources"]?.array ?? [] }
        let asides = lists("asides").compactMap { $0["file"] }
        let all = (taken + refused + lists("manifests") + asides).compactMap(\.string)
        #expect(all.count == files && Set(all).count == files && view["files"]?.integer == Int64(files))
        for refusal in lists("refused") {
            let problems = refusal["problems"]?.array ?? []
            #expect(!problems.isEmpty)
            for problem in problems {
                #expect(problem["file"]?.string?.isEmpty == false && (problem["line"]?.integer ?? 0) >= 1)
                #expect(problem["message"]?.string?.isEmpty == false)
            }
        }
        let stored = try ListTemplates.run(
            service.world.team(.author), PageRequest(limit: "1000", cursor: nil, parts: 1))
        let names = lists("drafts").compactMap { $0["name"]?.string }
        #expect(Set(stored.items.map(\.name)).isSuperset(of: names))
        #expect(stored.items.allSatisfy { $0.published == nil }, "nothing is published by an import")
        #expect(lists("drafts").allSatisfy { ($0["version"]?.integer ?? 0) >= 1 })
        #expect(!FileManager.default.fileExists(atPath: trap), "something was run")
        return view
    }

    @Test func aFolderOfHundredsOfFiles() throws {
        try makeCollection()
        let count = try countFiles()
        #expect(count > 300)
        let view = try check(run(["others", "--json"]), files: count)
        let drafts = (view["drafts"]?.array ?? []).compactMap { $0["source"]?.string }
        #expect(drafts.count { $0.hasPrefix("skills/skill-") } == 90)
        #expect(drafts.count { $0.hasPrefix("agents/agent-") || $0.hasPrefix("commands/") } == 140)
        let refused = (view["refused"]?.array ?? []).compactMap { $0["source"]?.string }
        for source in ["hooks/hooks.json", "agents/link.md", "agents/not-text.md", "skills/large/SKILL.md"] {
            #expect(refused.contains(source), "\(source)")
        }
        // Again: what has not changed stays the version that it is.
        let again = try check(run(["others", "--json"]), files: count)
        #expect(again["drafts"]?.array?.map { $0["version"] } == view["drafts"]?.array?.map { $0["version"] })
    }

    @Test func aRepository() throws {
        try makeCollection()
        let count = try countFiles()
        // What git would like to run: filters, hooks, a submodule with a command.
        try write("* filter=evil diff=evil\n", to: ".gitattributes")
        try write(
            "[submodule \"x\"]\n\tpath = x\n\turl = file:///etc\n\tupdate = !touch \(trap)\n", to: ".gitmodules")
        try git("init", "--quiet")
        try git("add", "--all")
        try git("update-index", "--add", "--cacheinfo", "160000,\(String(repeating: "1", count: 40)),x")
        try git("commit", "--quiet", "-m", "all")
        for setting in ["filter.evil.smudge", "filter.evil.clean", "uploadpack.packObjectsHook", "core.fsmonitor"] {
            try git("config", setting, "touch \(trap)")
        }
        for hook in ["post-checkout", "post-upload-pack", "pre-receive"] {
            try Data("#!/bin/sh\ntouch \(trap)\n".utf8).write(to: URL(filePath: "\(folder)/others/.git/hooks/\(hook)"))
        }
        let view = try check(
            run(["file://\(folder)/others/.git", "--as-area", "others", "--json"]), files: count + 3)
        let refused = (view["refused"]?.array ?? []).compactMap { $0["source"]?.string }
        let asides = (view["asides"]?.array ?? []).compactMap { $0["file"]?.string }
        #expect((refused + asides).contains("x") && (refused + asides).contains(".gitmodules"))
    }

    /// What one team publishes another takes in through the service itself, without a change.
    @Test func theLibraryOfAnotherTeam() throws {
        try service.world.publishSampleTemplate()
        let source = service.url.replacing("http://", with: "http://x:\(token)@") + "/git/north/library.git"
        let outcome = try run(
            [source, "--as-area", "theirs", "--json"], token: service.token(.stranger), team: "south")
        #expect(outcome.isSuccess, "\(outcome.errors.text)")
        let view = try JSON(bytes: outcome.output.bytes)
        #expect(view["drafts"]?.array?.map { $0["name"] } == ["release-notes"] && view["refused"] == [])
        let theirs = try ShowTemplate.run(service.world.team(.stranger), "release-notes", version: "latest")
        let ours = try ShowTemplate.run(service.world.team(.author), "release-notes", version: nil)
        #expect(theirs.summary.digest == ours.summary.digest && theirs.summary.state == .draft)
        #expect(
            theirs.summary.note
                == "Imported from \(service.url)/git/north/library.git, plugins/engineering/skills/release-notes/SKILL.md."
        )
        let wrong = try run([source.replacing(token, with: "csp_wrong"), "--as-area", "theirs"])
        #expect(wrong.end == .exited(2) || wrong.end == .exited(1), "\(wrong.errors.text)")
        #expect(!wrong.errors.text.contains("Username"), "nobody is asked")
        #expect(!wrong.errors.text.contains("csp_wrong") && wrong.errors.text.contains("/git/north/library.git"))
    }

    @Test(arguments: [
        "ext::sh -c touch% TRAP", "fd::17", "--upload-pack=touch TRAP", "-oProxyCommand=touch TRAP:x.git",
        "ssh://-oProxyCommand=touch TRAP/x.git", "file:///nowhere/x.git", "http://127.0.0.1:1/x.git",
        "ftp://127.0.0.1/x.git", "gopher://127.0.0.1:70/x.git", "/etc/passwd", "",
    ])
    func anAddressThatIsNoneRunsNothing(address: String) throws {
        let outcome = try run(["--", address.replacing("TRAP", with: trap)])
        #expect(outcome.end == .exited(1) || outcome.end == .exited(2), "\(outcome.end)")
        #expect(!outcome.errors.text.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: trap))
    }
}
