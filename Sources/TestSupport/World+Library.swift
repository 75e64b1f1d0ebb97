import API
import Domain
import FoundationEssentials
import Operations
import Store

extension World {
    /// The folder of Package.swift.
    package static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    package static func smallTeamPolicy() throws -> [String: String] { try policy("small-team") }

    /// The files of a folder in `policies`.
    package static func policy(_ name: String) throws -> [String: String] {
        let folder = packageRoot + "/policies/\(name)"
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)"),
                path.contains(".")
                    || path == "OWNERS"
            else { continue }
            files[path] = String(decoding: data, as: UTF8.self)
        }
        return files
    }

    /// Makes `policies/small-team` the policy of `north`, by its admin. Its owners are people of another team: pass
    /// files of your own where that matters.
    @discardableResult
    package func enactSmallTeamPolicy(_ files: [String: String]? = nil) throws -> BundleView {
        let bundle = BundleRequest(files: try files ?? Self.smallTeamPolicy())
        let isFirst = try team(.admin).read { try $0.first(CurrentPolicyVersion(team: Self.northID)) == nil }
        return isFirst ? try EnactPolicy.run(team(.admin), bundle) : try replacePolicy(bundle)
    }

    /// The same for a later one: proposed by the admin, approved by two more who are admins just for that, a day later.
    @discardableResult
    package func replacePolicy(_ bundle: BundleRequest) throws -> BundleView {
        let proposal = try ProposePolicy.run(team(.admin), bundle)
        return try withKeepers { keepers in
            _ = try? EnactPolicy.run(keepers[0], proposal: proposal.number)
            try passRatchet()
            return try EnactPolicy.run(keepers[1], proposal: proposal.number)
        }
    }

    /// Two more admins of `north`, for as long as `body` runs.
    package func withKeepers<Answer>(_ body: ([TeamContext]) throws -> Answer) throws -> Answer {
        let logins = ["keeper-one", "keeper-two"]
        for login in logins {
            try database.run(
                """
                INSERT INTO persons (id, login, name, password_hash) VALUES ('per_\(login)', '\(login)', 'Keeper', '')
                    ON CONFLICT DO NOTHING;
                INSERT INTO memberships (team_id, person_id, roles) VALUES ('\(Self.northID)', 'per_\(login)', '{member,admin}')
                """)
        }
        defer { try? database.run("DELETE FROM memberships WHERE person_id LIKE 'per_keeper-%'") }
        return try body(
            try logins.map { login in
                let person = CallingPerson(
                    id: "per_\(login)", login: login, isOperator: false, tokenID: "tok_\(login)", isSession: true,
                    scopes: Set(Scope.allCases).subtracting([.runner]),
                    teams: ["north": .init(id: Self.northID, title: "North", roles: [.member, .admin])])
                return try Context(services: services, caller: .person(person)).team("north")
            })
    }

    /// The 24 hours that what weakens waits for are over.
    package func passRatchet() throws {
        try tamper("UPDATE policy_proposals SET proposed_at = proposed_at - interval '24 hours'")
    }

    /// Pushes `engineering/release-notes` to `north` by its author and publishes it by its admin. It works in the use case
    /// `release-notes` of the small team's policy, writes `release-notes.md`, and takes one input, `repository`.
    /// - Parameter edit: changes the files, by path; another name stands in `SKILL.md`, too.
    @discardableResult
    package func publishSampleTemplate(
        _ name: String = "release-notes", area: String = "engineering",
        _ edit: (inout [String: String]) -> Void = { _ in }
    ) throws -> TemplateVersionView {
        var template = Self.sampleTemplate(edit)
        (template.name, template.area) = (name, area)
        let draft = try PushTemplate.run(team(.author), template)
        return try PublishTemplate.run(team(.admin), draft.summary.name, version: draft.summary.number)
    }

    /// - Parameter edit: changes the files, by path, before they are encoded.
    package static func sampleTemplate(_ edit: (inout [String: String]) -> Void = { _ in }) -> TemplatePush {
        var files = ["SKILL.md": sampleSkill, "task.yaml": sampleTask, "scripts/run": "#!/bin/sh\nexit 0\n"]
        edit(&files)
        let contents = files.sorted { $0.key < $1.key }.map { path, text in
            FileContent(
                path: path, base64: Data(text.utf8).base64EncodedString(), isExecutable: path.hasPrefix("scripts/"))
        }
        return TemplatePush(name: "release-notes", area: "engineering", files: contents)
    }

    package static let sampleSkill = """
        ---
        name: release-notes
        description: Writes release notes from a git history. Use when a version is released.
        ---
        # Release notes

        Read the commits of the range and say what changed for users.

        """

    package static let sampleTask = """
        objective: Write release notes in which every commit is accounted for.
        use_case: release-notes
        inputs:
          type: object
          properties:
            repository: {type: string, minLength: 1}
          required: [repository]
          additionalProperties: false
        success_criteria:
          - id: accounted
            text: Every commit of the range is described or left out for a stated reason.
            evidence: Quote the sentence that counts the commits.
          - id: breaking
            text: Breaking changes stand first.
            evidence: Quote the first change.
        constraints:
          - Change nothing in the repository.
        output:
          - path: release-notes.md
            kind: document
        actions: [git.release]
        risk: shared
        mode: dispatch
        permission: draft
        needs: [git]

        """
}
