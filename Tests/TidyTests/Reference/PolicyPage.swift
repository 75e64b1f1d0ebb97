import Domain

extension ReferencePage {
    /// The language of `approvals.yaml`.
    static let policy = ReferencePage(
        "policy.md", title: "Policy",
        """
        What the rules of a bundle's `approvals.yaml` and its cases can say. [Write a policy](../how-to/write-a-policy.md) shows how.

        A rule has a `name`, an `effect` (\(words(ApprovalRule.Effect.self))), an `if` and, to hold, `sign_off` \
        (\(words(SignOffTier.self))), `requires` and `options`. What no rule permits is denied; a forbid that applies beats every \
        permit and hold; a rule that cannot be evaluated denies; a hold beats a permit.
        """,
        [
            """
            ## What `if` asks

            Every line must hold; `all:` and `any:` take lists of such blocks. In a pattern `*` is any text without `/`, `**` any \
            text; a list is met by one of its entries. Of several paths, kinds, domains, recipients or sources a permit wants all \
            to fit; a hold and a forbid are met by one. **What cannot be told denies.**

            \(Markdown.table(
                ["key", "asks about", "takes", "cannot be told when"],
                PolicyMeaning.predicates.map { [Markdown.code($0.key), $0.asks, $0.takes, $0.unknown] }))
            """,
            """
            ## What `requires` asks

            `{count, people, roles, teams, competence}`: so many distinct people who are named, or have a role, or are in another team \
            too; `competence` narrows them to those who have all of it. `all:` and `any:` make trees; each branch counts by itself.

            ## Options

            - `exclude_requester`, `exclude_contributors`: true for a countersignature, false for a confirmation.
            - `invalidate_on_change`: always true, and refused otherwise. A sign-off is for the digest of what is done, to what, \
            with which output and until when; whatever of that changes is another request.
            """,
            """
            ## Cases

            A file in `cases/` has the one key `cases`, a list of cases. Whoever asks with `countersign policy explain --facts` writes \
            `given` and `when` of one.

            ```yaml
            cases:
              - name: a release waits for a countersignature
                given: {template: release-notes, use_case: release-notes, risk: shared}
                when: {action: git.release, arguments: {repository: /srv/app.git, branch: release/1.4}}
                expect: {outcome: hold, rule: release-is-countersigned, missing: 1 countersignature by reviewer or admin}
            ```

            \(Markdown.table(
                ["in", "key", "says", "if absent"],
                PolicyMeaning.cases.map { [$0.part.rawValue, Markdown.code($0.key), $0.says, $0.otherwise] }))
            """,
            """
            ## Rules of every team

            \(Markdown.table(
                ["rule", "says"],
                BuiltInRule.allCases.map { [Markdown.code($0.rawValue), PolicyMeaning.builtIn[$0] ?? ""] }))
            """,
        ])

    private static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
    where Word.RawValue == String {
        type.allCases.map { Markdown.code($0.rawValue) }.joined(separator: ", ")
    }
}
