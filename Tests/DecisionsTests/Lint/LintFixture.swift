import Decisions
import Domain
import Formats
import Testing

/// A template without a flaw, and what becomes of it.
enum LintFixture {
    static let task = """
        objective: Tell users what changed between two releases, with every commit accounted for.
        use_case: release-notes
        inputs:
          type: object
          properties:
            since: {type: string, description: "The last release, as a tag."}
            tone: {type: string, description: How the notes should sound.}
        success_criteria:
          - id: traceable
            text: Each line carries the hash of its commit.
            evidence: Quote the line whose words go furthest.
        constraints:
          - Change nothing in the repository.
        tools: [Read, Write]
        output:
          - path: notes.md
            kind: document
        actions: []
        risk: shared
        permission: draft
        budget: {turns: 60}

        """
    static let frontMatter = """
        name: release-notes
        description: Writes release notes from a git log. Use when a version is about to be released.

        """
    static let instruction = "Describe the changes since `since`, in the given tone."

    static func read(task: String = task, frontMatter: String = frontMatter, instruction: String = instruction)
        -> (template: TaskTemplate?, problems: [Problem])
    {
        let skill = "---\n\(frontMatter)---\n\n\(instruction)\n"
        return TemplateReader.read(
            folder: "engineering/release-notes",
            files: FileSet(["SKILL.md": Array(skill.utf8), "task.yaml": Array(task.utf8)]))
    }

    /// The template with the keys of an example in the place of its own.
    static func template(with example: LintExample) throws -> TaskTemplate {
        let (template, problems) =
            switch example {
            case .task(let text): read(task: replacing(text, in: task))
            case .frontMatter(let text): read(frontMatter: replacing(text, in: frontMatter))
            case .instruction(let text): read(instruction: text)
            }
        #expect(problems == [], "\(example.text)")
        return try #require(template)
    }

    static func template(task: String) throws -> TaskTemplate { try template(with: .task(task)) }

    /// Top-level keys, each with the lines below it, by name.
    private static func keys(_ yaml: String) -> [(name: Substring, text: String)] {
        var out: [(name: Substring, text: String)] = []
        for line in yaml.split(separator: "\n") {
            if line.first == " " {
                out[out.count - 1].text += line + "\n"
            } else {
                out.append((line.prefix { $0 != ":" }, line + "\n"))
            }
        }
        return out
    }

    private static func replacing(_ given: String, in base: String) -> String {
        let given = keys(given)
        let kept = keys(base).filter { key in !given.contains { $0.name == key.name } }
        return (given + kept).map(\.text).joined()
    }
}
