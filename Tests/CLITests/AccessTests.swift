import API
import Domain
import Testing

@testable import CLI

@Suite struct AccessTests {
    private let me = MeView(
        person: PersonView(
            id: "per_1", login: "ada", name: "Ada\u{1b}[2J", isOperator: false,
            createdAt: Timestamp(secondsSince1970: 0)),
        scopes: [.read, .dispatch],
        teams: [
            TeamView(id: "team_1", name: "demo", title: "Demo", roles: [.member]),
            TeamView(id: "team_2", name: "other", title: "Other", roles: [.member, .admin]),
        ])

    @Test func whoAmIShowsHiddenCharactersAndMarksTheTeam() throws {
        let service = StubService()
        try service.answer("GET /v1/me", me)
        #expect(
            countersign(["whoami"], service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        Service  http://127.0.0.1:7180
                        Person   ada (Ada⟦U+001B escape⟧[2J)
                        Team     * demo: member
                        Team     other: member, admin
                        Scopes   read, dispatch

                        """, error: ""))
    }

    @Test func readsNeedALogin() {
        let outcome = countersign(["whoami"], environment: [:])
        #expect(outcome.code == .notAllowed)
        #expect(
            outcome.error == """
                countersign: you are not logged in to http://127.0.0.1:7180: run `countersign login` (not_authenticated)
                Log in with `countersign login`, or set COUNTERSIGN_TOKEN.

                """)
    }

    /// Whoever signs is logged in, and whoever logs in is doing so.
    @Test func aWrongPasswordIsNoReasonToLogIn() throws {
        #expect(
            FailureText.text(Failure(.wrongCredentials, "this login and password do not fit"))
                == "countersign: this login and password do not fit (wrong_credentials)\n")
    }

    @Test func aTokenIsNotSentInTheClear() {
        let outcome = countersign(["whoami", "--server", "http://example.org"])
        #expect(outcome.code == .failed)
        #expect(outcome.error.hasPrefix("countersign: http://example.org is not encrypted"))
    }

    @Test func whoeverStopsReadingEndsTheCommandQuietly() throws {
        #expect(countersign(["help"], outputLimitBytes: 10).code == .ok)
        #expect(countersign(["help"], outputLimitBytes: 10).error == "")
    }

    @Test(arguments: FailureKind.allCases)
    func everyKindOfFailureHasItsExitCode(_ kind: FailureKind) throws {
        let expected: [FailureKind: ExitCode] = [
            .malformed: .failed, .unauthenticated: .notAllowed, .forbidden: .notAllowed, .missing: .failed,
            .conflict: .failed, .refused: .refused, .tooLarge: .failed, .tooMany: .unavailable,
            .unavailable: .unavailable, .broken: .failed,
        ]
        let code = try #require(FailureCode.allCases.first { $0.kind == kind })
        let service = StubService()
        try service.refuse("GET /v1/me", code, "because", status: 400)
        #expect(countersign(["whoami"], service: service).code == expected[kind])
    }
}
