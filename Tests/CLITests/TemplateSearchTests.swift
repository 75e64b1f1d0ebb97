import API
import Domain
import Testing

@testable import CLI

@Suite struct TemplateSearchTests {
    private static func hit(_ state: TemplateVersionState, looksAlike: Bool = false) -> TemplateHit {
        TemplateHit(
            name: "notes", number: 1, state: state, isCurrent: state == .published, area: "a", useCase: "x",
            description: "It.", looksAlike: looksAlike)
    }

    @Test func whatIsNotInUseIsSaidToBeThere() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/template-search?text=notes&limit=50", Page(items: [TemplateHit]()))
        try service.answer(
            "GET /v1/teams/demo/template-search?text=notes&all=true&limit=1000",
            Page(items: [Self.hit(.draft), Self.hit(.deprecated), Self.hit(.draft), Self.hit(.draft, looksAlike: true)])
        )
        #expect(
            countersign(["template", "search", "notes"], service: service)
                == Outcome(
                    code: .ok, output: "",
                    error: """
                        Nothing found.
                        Versions that no dispatch uses by itself have these words (1 deprecated, 2 draft): add --all to see them.

                        """))
    }

    @Test func whereSomethingIsFoundNoFurtherQuestionIsAsked() throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/template-search?text=notes&limit=50", Page(items: [Self.hit(.published)]))
        #expect(countersign(["template", "search", "notes"], service: service).code == .ok)
        #expect(service.asked.count == 1)
    }

    @Test func aLongTextIsNotSent() throws {
        let service = StubService()
        let outcome = countersign(
            ["template", "search", String(repeating: "a", count: 190), "0123456789"], service: service)
        #expect(outcome.code == .usage)
        #expect(outcome.error.contains("search for up to 200 characters; these are 201\n"))
        #expect(service.asked.count == 0)
    }
}
