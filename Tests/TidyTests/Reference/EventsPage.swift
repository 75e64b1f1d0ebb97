extension ReferencePage {
    /// Every event, by what it is about.
    static let events = ReferencePage(
        "events.md", title: "Events",
        """
        Every change records an event in its own transaction. `countersign audit list` and `audit export` show them as entries, \
        `/v1/teams/{team}/events` streams them as they are committed. An entry says when, by whom (`person:…`, `runner:…`, `agent:…`, \
        `system:…`), about what (`subject`, such as `run:run_…`), and facts: identifiers, digests and numbers, never content and \
        never a secret. Each has the digest that makes it a leaf of the record's Merkle tree. \
        Where policy answered, `rules` are the names of the rules with file and line, and `reasons_digest` is the SHA-256 of the \
        sentences that page, command line and API show as `reasons`: a JSON array in canonical form.
        """,
        EventMeaning.bySubject.map { subject, meanings in
            "## \(Markdown.code(subject + ":…"))\n\n"
                + Markdown.table(["event", "means"], meanings.map { [Markdown.code($0.name), $0.meaning] })
        })
}
