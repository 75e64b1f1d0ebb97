import API
import Domain
import Operations
import Platform
import Store
import TestSupport
import Testing

@Suite struct SessionTests {
    let world: World

    init() throws { world = try World.make() }

    private func logIn(_ login: String = "author", _ password: String? = nil) throws -> TokenSecret {
        try OpenSession.run(
            world.services, LoginRequest(login: login, password: password ?? "\(login)-password"))
    }

    private func caller(_ secret: String) throws -> CallingPerson? {
        guard case .person(let person) = try Caller.authenticate(secret, world.services) else { return nil }
        return person
    }

    @Test func aSessionHasEveryScopeOfAPerson() throws {
        let session = try logIn()
        let person = try #require(try caller(session.secret))
        #expect(person.id == "per_author" && person.isSession && person.tokenID == session.id)
        #expect(person.scopes == Set(Scope.allCases).subtracting([.runner]))
        #expect(
            try world.lastEvent("session_opened", teamID: TeamContext.installationID)?["actor"] == "person:per_author")
    }

    @Test func onlyTheHashOfATokenIsStored() throws {
        let session = try logIn()
        let tokens = try world.services.pool.first(TokensText()) ?? ""
        #expect(tokens.contains(session.id))
        #expect(!tokens.contains(session.secret) && !tokens.contains(String(session.secret.dropFirst(5))))
    }

    /// One answer, so that nobody learns which logins there are, which are disabled and which rest.
    @Test func everyFailureHasTheSameAnswer() throws {
        try world.tamper("UPDATE persons SET disabled_at = now() WHERE login = 'second'")
        try world.tamper("UPDATE persons SET locked_until = now() + interval '1 minute' WHERE login = 'admin'")
        let answers = try [
            ("author", "wrong"), ("nobody", "nobody-password"), ("second", nil), ("admin", nil), ("", ""),
        ]
        .map { login, password in
            try #require(throws: Failure.self) { try logIn(login, password) }
        }
        #expect(Set(answers.map(\.message)).count == 1)
        #expect(answers.allSatisfy { $0.code == .wrongCredentials && $0.detail.isEmpty })
    }

    /// 64 MiB and two passes take far longer than a query that finds nobody. Only a lower bound, so load cannot fail it.
    @Test func anUnknownLoginCostsAsMuch() throws {
        let services = Services(
            pool: world.services.pool, observer: world.services.observer, limits: Limits(), passwordCost: .interactive,
            receiptKey: [], instance: "test")
        let elapsed = ContinuousClock().measure {
            #expect(throws: Failure.self) {
                try OpenSession.run(services, LoginRequest(login: "nobody", password: "nobody-password"))
            }
        }
        #expect(elapsed > .milliseconds(20))
    }

    @Test func theFifthFailureLocksAndARightPasswordForgets() throws {
        for _ in 1...4 { #expect(try world.refusal { try logIn("author", "wrong") } == .wrongCredentials) }
        _ = try logIn()
        for _ in 1...5 { #expect(try world.refusal { try logIn("author", "wrong") } == .wrongCredentials) }
        #expect(try world.refusal { try logIn() } == .wrongCredentials)
        try world.tamper("UPDATE persons SET locked_until = now() - interval '1 second' WHERE login = 'author'")
        _ = try logIn()
        #expect(try lock() == Lock(failures: 0, seconds: nil))
    }

    @Test(arguments: [(0, nil), (3, nil), (4, 60), (5, 120), (6, 240), (9, 1920), (10, 3840), (5000, 3840)])
    func locksGrowWithEachFailure(before: Int, seconds: Int?) throws {
        try world.tamper("UPDATE persons SET failed_logins = \(before) WHERE login = 'author'")
        #expect(try world.refusal { try logIn("author", "wrong") } == .wrongCredentials)
        #expect(try lock() == Lock(failures: before + 1, seconds: seconds))
    }

    /// An attempt counts before the password is looked at: a flood gets five tries like anybody.
    @Test func manyAttemptsAtOnceGetNoMoreTries() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...12 {
                group.addTask { [world] in
                    _ = try? await onOwnThread {
                        try OpenSession.run(world.services, LoginRequest(login: "author", password: "wrong"))
                    }
                }
            }
        }
        #expect(try lock()?.failures == 5)
    }

    @Test func loggingOutEndsTheToken() throws {
        let session = try logIn()
        let person = try #require(try caller(session.secret))
        try CloseSession.run(Context(services: world.services, caller: .person(person)))
        #expect(try world.refusal { try caller(session.secret) } == .notAuthenticated)
        #expect(
            try world.eventNames(teamID: TeamContext.installationID).suffix(2) == ["session_opened", "session_closed"])
    }

    @Test func meTellsWhoIsCalling() throws {
        let me = try ShowMe.run(world.context(.reviewer))
        #expect(me.person.login == "reviewer" && !me.person.isOperator)
        #expect(me.scopes == [.read, .dispatch, .author, .review, .sign, .admin])
        #expect(me.teams.map(\.name) == ["north"] && me.teams.first?.roles == [.member, .reviewer])
        #expect(try world.refusal { try ShowMe.run(world.runner().context) } == .notHuman)
    }

    @Test func aNewPasswordEndsEveryOtherSession() throws {
        let other = try logIn()
        let own = try logIn()
        let person = try #require(try caller(own.secret))
        let context = Context(services: world.services, caller: .person(person))
        let script = try CreateToken.run(context, TokenRequest(name: "script", scopes: [.read], days: 1))
        func change(_ current: String, _ new: String) throws {
            try ChangePassword.run(context, PasswordChange(current: current, new: new))
        }
        #expect(try world.refusal { try change("author-password", "too-short") } == .invalidInput)
        #expect(try world.refusal { try change("wrong", "long-enough") } == .wrongCredentials)
        try change("author-password", "long-enough")
        #expect(try world.refusal { try caller(other.secret) } == .notAuthenticated)
        #expect(try caller(own.secret)?.id == "per_author" && caller(script.secret)?.id == "per_author")
        #expect(try world.refusal { try logIn() } == .wrongCredentials)
        _ = try logIn("author", "long-enough")
        #expect(try world.eventNames(teamID: TeamContext.installationID).contains("password_changed"))
    }

    private struct Lock: Equatable {
        let failures: Int
        let seconds: Int?
    }

    private func lock() throws -> Lock? { try world.services.pool.first(LockOfAuthor()) }

    private struct LockOfAuthor: Query {
        static let sql = """
            SELECT failed_logins, round(extract(epoch FROM locked_until - clock_timestamp()) / 10)::integer * 10
            FROM persons WHERE login = 'author'
            """
        static func row(_ columns: inout Columns) throws -> Lock {
            Lock(failures: try columns.next(), seconds: try columns.next())
        }
    }

    private struct TokensText: Query {
        typealias Row = String
        static let sql = "SELECT string_agg(tokens::text, ' ') FROM tokens"
    }
}
