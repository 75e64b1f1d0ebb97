import API
import Domain
import Testing

@testable import CLI

/// Labels and pins: what is said of a move, and which names there are.
@Suite struct TemplateLabelTests {
    @Test(arguments: [
        ("", "`` cannot be a label"), ("3", "a number names a version"), ("current", "`countersign template rollback`"),
        ("pinned", "`countersign template pin`"), ("latest", "choose another label"), ("Stable", "cannot be a label"),
    ]) func aLabelIsANameOfOnesOwn(label: String, why: String) {
        for words in [["label", "notes", label, "--version", "3"], ["unlabel", "notes", label]] {
            let outcome = countersign(["template"] + words)
            #expect(outcome.code == .usage && outcome.error.contains(why), "\(outcome.error)")
        }
    }

    /// As `template show` takes it.
    @Test(
        arguments: [
            (["rollback", "notes@3"], "labels/current", 3), (["pin", "notes@3"], "labels/pinned", 3),
            (["label", "notes@3", "stable"], "labels/stable", 3),
            (["deprecate", "notes@3", "-m", "why"], "deprecate", 3),
            (["deprecate", "notes", "-m", "why"], "deprecate", nil),
        ] as [([String], String, Int?)])
    func aVersionIsNamedWithTheTemplate(words: [String], path: String, version: Int?) throws {
        let service = StubService()
        _ = countersign(["template"] + words, service: service)
        let asked = try #require(service.asked.last)
        #expect(asked.line.hasPrefix("POST /v1/teams/demo/templates/notes/\(path)"), "\(asked.line)")
        #expect(asked.body?["version"] == version.map { JSON.integer(Int64($0)) })
    }

    @Test func aLaterVersionIsNamedWithTheTemplate() {
        for command in ["stats", "diff"] {
            let service = StubService()
            _ = countersign(["template", command, "notes@3", "--from", "1"], service: service)
            let asked = service.asked.last?.line ?? ""
            #expect(asked.contains("/templates/notes/") && asked.contains("from=1&to=3"), "\(asked)")
        }
    }

    @Test(arguments: [
        ("template rollback notes", "no version is named: write notes@N, or --to N"),
        ("template pin notes@beta", "`beta` is no number of a version: write notes@N, or --version N"),
        ("template stats notes@3 --to 4", "notes@3 names a version already; leave --to out"),
        ("template history notes@3", "notes@3 names a version, and this is about all of them: write notes"),
        ("template unpin notes@3", "write notes"), ("trust show notes@3", "write notes"),
    ])
    func whatNamesNoVersionOrTwoIsNotSent(words: String, why: String) {
        let service = StubService()
        let outcome = countersign(words.split(separator: " ").map(String.init), service: service)
        #expect(outcome.code == .usage && outcome.error.contains(why) && service.asked.isEmpty, "\(outcome.error)")
    }

    @Test func labelsArePutByTwo() throws {
        let service = StubService()
        let line = "POST /v1/teams/demo/templates/notes/labels/current"
        let proposal = LabelProposal(version: 3, reason: "why", by: "ada", at: RunTests.created)
        try service.answer(line, LabelView(label: "current", version: 4, proposal: proposal))
        try service.answer(line, LabelView(label: "current", version: 3, proposedBy: "ada", approvedBy: "bob"))
        let words = ["template", "rollback", "notes", "--to", "3", "-m", "why"]
        #expect(
            countersign(words, service: service).output
                == "Proposed: to go back to version 3 of notes. Version 4 stays current until another member asks for the same.\n"
        )
        #expect(countersign(words, service: service).output == "notes is back on version 3, which is current again.\n")
        #expect(service.asked.last?.body == ["version": 3, "reason": "why"])
    }

    /// What was never there is not said to be gone.
    @Test(arguments: [
        ("pinned", ["unpin", "notes"]), ("stable", ["unlabel", "notes", "stable"]),
        ("current", ["rollback", "notes@4"]),
    ])
    func aProposalThatIsTakenBackMovesNothing(label: String, words: [String]) throws {
        let service = StubService()
        let old = LabelProposal(version: 1, reason: "", by: "ada", at: RunTests.created)
        let view = LabelView(label: label, version: label == "current" ? 4 : nil, replaced: old)
        try service.answer("POST /v1/teams/demo/templates/notes/labels/\(label)", view)
        #expect(
            countersign(["template"] + words, service: service).output
                == "Nothing moves: this takes back the proposal of version 1 by ada.\n")
    }

    @Test func whatIsCurrentUntilThenMayBeDeprecated() throws {
        let service = StubService()
        let proposal = LabelProposal(version: 3, reason: "", by: "ada", at: RunTests.created)
        try service.answer(
            "POST /v1/teams/demo/templates/notes/labels/current",
            LabelView(label: "current", version: 4, isDeprecated: true, proposal: proposal))
        #expect(
            countersign(["template", "rollback", "notes@3"], service: service).output == """
                Proposed: to go back to version 3 of notes. Version 4 stays current, though deprecated, until another \
                member asks for the same.

                """)
    }

    @Test func aLabelOnWhatIsDeprecatedSaysSo() throws {
        let service = StubService()
        let labels = [
            LabelView(label: "current", version: 3, isDeprecated: true), LabelView(label: "old", version: 2),
            LabelView(
                label: "stable",
                proposal: LabelProposal(
                    version: 1, reason: "why", by: "ada", at: RunTests.created, isDeprecated: true)),
        ]
        try service.answer("GET /v1/teams/demo/templates/notes/labels", Page(items: labels))
        let rows = countersign(["template", "labels", "notes"], service: service).output.split(separator: "\n")
        #expect(
            rows.map { $0.split(separator: " ").joined(separator: " ") } == [
                "LABEL PROJECT VERSION BY MOVED PROPOSED", "current 3, deprecated", "old 2",
                "stable none version 1 by ada: why; version 1 is deprecated: it cannot be agreed to",
            ])
    }

    @Test func aPinIsSaidAsOne() throws {
        let service = StubService()
        let line = "POST /v1/teams/demo/templates/notes/labels/pinned"
        let mine = LabelProposal(version: 1, reason: "", by: "bob", at: RunTests.created)
        let old = LabelProposal(version: nil, reason: "", by: "ada", at: RunTests.created)
        try service.answer(
            line, LabelView(label: "pinned", project: "app", proposal: mine, replaced: old, notice: "is it?"))
        try service.answer(line, LabelView(label: "pinned", project: "app"))
        #expect(
            countersign(["template", "pin", "notes", "--version", "1", "--project", "app"], service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        Proposed: to pin notes to version 1 in project app. It happens when another member asks for the \
                        same. This replaces the proposal of removal by ada.

                        """, error: "notice: is it?\n"))
        #expect(
            countersign(["template", "unpin", "notes", "--project", "app"], service: service).output
                == "notes is no longer pinned in project app.\n")
    }
}
