import API
import Domain
import FoundationEssentials
import Operations

extension World {
    /// The folder of Package.swift.
    package static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The files of `policies/small-team`.
    package static func smallTeamPolicy() throws -> [String: String] {
        let folder = packageRoot + "/policies/small-team"
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
        try EnactPolicy.run(team(.admin), BundleRequest(files: files ?? Self.smallTeamPolicy()))
    }

    /// Pushes `engineering/release-notes` to `north` by its author and publishes it by its admin. It works in the use case
    /// `release-notes` of the small team's policy, writes `release-notes.md`, and takes one input, `repository`.
    /// - Parameter edit: changes the files, by path; another name stands in `SKILL.md`, too.
    @discardableResult
    package func publishSampleTemplate(
        _ name: String = "release-notes", _ edit: (inout [String: String]) -> Void = { _ in }
    ) throws -> TemplateVersionView {
        var template = Self.sampleTemplate(edit)
        template.name = name
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
