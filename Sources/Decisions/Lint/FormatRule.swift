import Domain

/// What the reader of templates says, for those who ask lint why.
struct FormatRule: LintRule {
    let id = "format"
    let level = LintLevel.error
    let title = "The files can be read as a template, and no part is missing."
    let doc = """
        A template is a folder with SKILL.md, whose front matter is that of Agent Skills, and task.yaml. An unknown key, a \
        value of another type, a name that is not the folder's, a file too many or too large: each is refused, for what is \
        not read cannot be held to. Where a part is not there at all, the template can be pushed as a draft, but not be \
        published. The other rules speak about the parts that can be read.
        """
    let bad = LintExample.task(
        """
        constraints: Change nothing.
        timeout: 30
        """)
    let good = LintExample.task(
        """
        constraints: [Change nothing.]
        timeout_minutes: 30
        """)

    /// The reader has them.
    func findings(_ facts: LintFacts) -> [LintFinding] { [] }
}
