import API
import Domain
import Testing

@testable import CLI

/// What is said where a pin, not publication, decides what a dispatch uses.
@Suite struct TemplatePinTests {
    private func version(_ number: Int) -> TemplateVersionView {
        var view = RunTests.template([:])
        view.summary.number = number
        return view
    }

    /// Before the answer and after it.
    @Test func whoeverPublishesHearsOfAPin() throws {
        let service = StubService()
        try service.answerMe("bob")
        var (draft, published) = (version(3), version(3))
        draft.summary.state = .draft
        let pins = [LabelView(label: "pinned", version: 2), LabelView(label: "pinned", project: "app", version: 1)]
        (draft.pins, published.pins) = (pins, pins)
        try service.answer("GET /v1/teams/demo/templates/release-notes?version=latest", draft)
        try service.answer("GET /v1/teams/demo/templates/release-notes", draft)
        try service.answer("POST /v1/teams/demo/templates/release-notes/versions/3/publish", published)
        let outcome = countersign(
            ["template", "publish", "release-notes"], service: service, input: ["y"], isTerminal: true)
        let said = [(2, nil), (1, "app")].map { version, project in
            "notice: \(TemplateLabel.pinNotice("release-notes", version: version, project: project))\n"
        }.joined()
        #expect(outcome.error.hasSuffix(said + "Publish version 3? [y/n] " + said), "\(outcome.error)")
    }

    @Test func whatIsPinnedIsDispatchedWhateverIsCurrent() throws {
        let service = StubService()
        let labels = [LabelView(label: "current", version: 3), LabelView(label: "pinned", version: 1)]
        try service.answer("GET /v1/teams/demo/templates/release-notes/labels", Page(items: labels))
        try service.answer("POST /v1/teams/demo/templates/release-notes/deprecate", Page(items: [version(3).summary]))
        let outcome = countersign(["template", "deprecate", "release-notes@3", "-m", "wrong"], service: service)
        let notice = "it is the current version, but a dispatch of release-notes takes version 1, which is pinned"
        #expect(outcome.error == "notice: \(notice)\n")
    }

    @Test(arguments: [
        (
            2, nil,
            ["it is pinned for the team: a dispatch of release-notes takes it, and is refused", "unpin release-notes`"]
        ),
        (1, "app", ["it is pinned in project app: a dispatch of release-notes there", "release-notes --project app`"]),
        (3, nil, ["it is the current version: a dispatch of release-notes is refused until another is published"]),
        (4, nil, []),
    ])
    func whoeverDeprecatesHearsWhatThatStops(_ number: Int, _ project: String?, _ said: [String]) throws {
        let service = StubService()
        var labels = [LabelView(label: "current", version: 3, isDeprecated: number == 3)]
        if number < 3 { labels.append(LabelView(label: "pinned", project: project, version: number)) }
        try service.answer("GET /v1/teams/demo/templates/release-notes/labels", Page(items: labels))
        try service.answer(
            "POST /v1/teams/demo/templates/release-notes/deprecate", Page(items: [version(number).summary]))
        let outcome = countersign(
            ["template", "deprecate", "release-notes", "--version", "\(number)", "-m", "wrong"], service: service)
        #expect(outcome.output == "Deprecated release-notes, version \(number).\n")
        for words in said { #expect(outcome.error.contains(words), "\(outcome.error)") }
        #expect(outcome.error.isEmpty == said.isEmpty)
    }
}
