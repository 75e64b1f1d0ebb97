import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct TokenTests {
    let world: World

    init() throws { world = try World.make() }

    private func create(
        _ scopes: [Scope], days: Int = 30, name: String = "script", by context: Context? = nil
    ) throws -> TokenSecret {
        try CreateToken.run(
            context ?? world.context(.author), TokenRequest(name: name, scopes: scopes, days: days))
    }

    private func context(_ secret: String) throws -> Context {
        Context(services: world.services, caller: try Caller.authenticate(secret, world.services))
    }

    @Test func aTokenHasTheScopesItWasGiven() throws {
        let token = try create([.dispatch, .read, .read])
        let person = try context(token.secret).person()
        #expect(person.scopes == [.read, .dispatch] && !person.isSession && person.tokenID == token.id)
        let event = try world.lastEvent("token_created", teamID: TeamContext.installationID)
        #expect(event?["data"] == ["scopes": ["read", "dispatch"], "token": .string(token.id)])
    }

    @Test func aTokenNeverGivesMoreThanItHas() throws {
        let narrow = try context(create([.read, .admin]).secret)
        _ = try create([.read], by: narrow)
        #expect(try world.refusal { try create([.read, .sign], by: narrow) } == .scopeMissing)
        #expect(try world.refusal { try create([.runner]) } == .scopeMissing)
        #expect(try world.refusal { try create([]) } == .invalidInput)
    }

    @Test(arguments: [(0, false), (1, true), (366, true), (367, false), (-1, false), (Int.max, false)])
    func aTokenLivesAYearAtMost(days: Int, isFine: Bool) throws {
        #expect(try world.refusal { try create([.read], days: days) } == (isFine ? nil : .invalidInput))
    }

    @Test(arguments: ["", String(repeating: "x", count: 121), "two\nlines", "a\u{202E}b"])
    func aTokensNameCanBeRead(name: String) throws {
        #expect(try world.refusal { try create([.read], name: name) } == .invalidInput)
    }

    @Test func tokensAreListedWithoutSecretsAndOnlyWhileTheyWork() throws {
        let kept = try create([.read], name: "kept")
        let ended = try create([.read], name: "ended")
        let expired = try create([.read], name: "expired")
        try world.tamper("UPDATE tokens SET expires_at = now() WHERE id = '\(expired.id)'")
        try RevokeOwnToken.run(world.context(.author), token: ended.id)
        let list = try ListTokens.run(world.context(.author)).items
        #expect(list.map(\.id) == [kept.id] && list.map(\.kind) == ["personal"])
        #expect(try ListTokens.run(world.context(.reviewer)).items.map(\.id) == [])
        for token in [ended, expired] {
            #expect(try world.refusal { try context(token.secret) } == .notAuthenticated)
        }
    }

    @Test func somebodyElsesTokenIsAsMissingAsNone() throws {
        let token = try create([.read])
        let foreign = try #require(throws: Failure.self) {
            try RevokeOwnToken.run(world.context(.stranger), token: token.id)
        }
        #expect(foreign == Failure.missing("token", token.id))
        try RevokeOwnToken.run(world.context(.author), token: token.id)
        try RevokeOwnToken.run(world.context(.author), token: token.id)
        let names = try world.eventNames(teamID: TeamContext.installationID)
        #expect(names.filter { $0 == "token_revoked" }.count == 1)
    }

    /// The answer held a secret, so a repeated request gets no second one.
    @Test func aRepeatedRequestIsRefused() throws {
        let key = RepetitionKey(key: "once", requestDigest: Digest.of("request"), repetition: .refused)
        _ = try create([.read], by: world.context(.author, repetition: key))
        #expect(try world.refusal { try create([.read], by: world.context(.author, repetition: key)) } == .alreadyUsed)
        #expect(try ListTokens.run(world.context(.author)).items.count == 1)
    }
}
