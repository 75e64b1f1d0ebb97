import API
import Domain
import Testing

@testable import CLI

@Suite struct OwnersTests {
    private let folder: TemplateFolderFixture

    init() throws { folder = try TemplateFolderFixture() }

    @Test func checkNeedsNoServiceForAFile() throws {
        try folder.write("* @@reviewer\n*.csv @ann\n[Data][2]\n*.csv @ann @bob\n!raw/\n", to: "OWNERS")
        #expect(
            folder.run(["owners", "check", "a.csv", "raw/b.txt", "kind:code", "--file", "OWNERS"])
                == Outcome(
                    code: .ok,
                    output: """
                        a.csv
                          1 of @ann must approve
                            OWNERS:1  * @@reviewer: OWNERS:2 comes later and decides
                            OWNERS:2  *.csv @ann: decides
                          [Data] 2 of @ann or @bob must approve
                            OWNERS:4  *.csv @ann @bob: decides
                        raw/b.txt
                          1 of @@reviewer must approve
                            OWNERS:1  * @@reviewer: decides
                          [Data] nobody in particular
                            OWNERS:5  !raw/: takes it out of this section
                        kind:code: no line is about it; whoever reviews may

                        """, error: ""))
    }

    @Test func lintSaysWhereAndWhatInstead() throws {
        try folder.write("*.md ann\n*.csv @ann\n*.csv @bob\n", to: "OWNERS")
        #expect(
            folder.run(["owners", "lint", "OWNERS"])
                == Outcome(
                    code: .failed,
                    output: """
                        OWNERS:1:6: Invalid owner: `ann` is not @login, @@role or an e-mail address
                            *.md ann
                            perhaps @ann
                        OWNERS:2:1: Shadowed line: line 3 comes later and matches all of it
                            *.csv @ann

                        """, error: ""))
        try folder.write("*.md @ann\n", to: "OWNERS")
        #expect(folder.run(["owners", "lint", "OWNERS"]).output == "OWNERS is as it should be.\n")
    }

    @Test func whoCouldReviewIsTheServicesAnswer() throws {
        let service = StubService()
        let section: JSON = [
            "name": "Data", "approvals": 2, "owners": ["@ann", "@bob"], "place": ["file": "OWNERS", "line": 4],
            "lines": [], "able": ["ann", "carl"],
            "delegates": [["login": "carl", "owner": "dora", "until": "2027-01-15T08:00:00Z"]],
            "unable": [["login": "bob", "reasons": ["requester: this run"]]],
            "standingIn": [], "isBlocked": true,
        ]
        let item: JSON = ["item": "a.csv", "sections": [section]]
        try service.answer("POST /v1/teams/demo/owners/check", ["items": [item]] as JSON)
        #expect(
            countersign(["owners", "check", "a.csv"], service: service)
                == Outcome(
                    code: .failed,
                    output: """
                        a.csv
                          [Data] 2 of @ann or @bob must approve
                            could review now: ann, carl
                            carl acts for dora until 2027-01-15T08:00:00Z
                            could not: bob, because requester: this run
                            blocked: too few people; a run with this output is refused

                        """, error: ""))
    }
}
