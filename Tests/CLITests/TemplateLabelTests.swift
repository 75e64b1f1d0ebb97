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

    @Test func aLabelOnWhatIsDeprecatedSaysSo() throws {
        let service = StubService()
        let labels = [
            LabelView(label: "current", version: 3, isDeprecated: true), LabelView(label: "old", version: 2),
            LabelView(label: "stable"),
        ]
        try service.answer("GET /v1/teams/demo/templates/notes/labels", Page(items: labels))
        let rows = countersign(["template", "labels", "notes"], service: service).output.split(separator: "\n")
        #expect(
            rows.map { $0.split(separator: " ").joined(separator: " ") } == [
                "LABEL PROJECT VERSION BY MOVED PROPOSED", "current 3, deprecated", "old 2", "stable none",
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
