import Domain
import Formats

/// A good template, as its files, to be spoilt by tests.
enum SampleTemplate {
    static let folder = "engineering/release-notes"

    static let skill = """
        ---
        name: release-notes
        description: Writes release notes from a git history.
        license: Apache-2.0
        metadata:
          owner: platform
        allowed-tools: Read Bash(git log:*)
        ---

        # Release notes

        Read the history. Group by kind.
        """

    static let task = """
        objective: Tell users what changed between two tags.
        use_case: internal-documents
        inputs:
          type: object
          required: [since]
          properties:
            since: {type: string, minLength: 1}
            until: {type: string}
        success_criteria:
          - id: every-change
            text: Every user-visible change is listed.
            evidence: The list beside the log.
          - id: sources-named
            text: Each line names its commit.
            evidence: A hash per line.
        constraints:
          - Do not invent changes.
          - Do not name customers.
        tools: [git]
        output:
          - {path: notes.md, kind: document, description: For readers.}
          - path: changes.json
            kind: data
            required: false
            schema: {type: array}
        actions: [publish-branch]
        risk: shared
        mode: dispatch
        permission: act
        needs: [git]
        budget: {minutes: 10}
        timeout_minutes: 30
        """

    static func files(skill: String = skill, task: String = task) -> FileSet {
        FileSet([
            "SKILL.md": Array(skill.utf8), "task.yaml": Array(task.utf8), "scripts/run": Array("#!/bin/sh\n".utf8),
        ])
    }
}
