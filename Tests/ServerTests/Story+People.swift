import API
import Domain
import Platform
import TestSupport
import Testing

/// Who there is: accounts, sessions, roles; and how they go.
extension Story {
    func people() throws {
        for shape in [Endpoints.health.shape, Endpoints.ready.shape, Endpoints.openAPI.shape] {
            try journey.call(nobody, shape)
        }
        for role in ["author", "reviewer", "admin", "lead", "guest"] {
            let made = try journey.call(
                installer, Endpoints.personCreate.shape,
                body: [
                    "login": .string(login("the-\(role)")), "name": .string(say(role.capitalized)),
                    "password": .string("\(role)-password"),
                ])
            persons[role] = try made.text("id")
        }
        things["teamID"] = try journey.call(
            installer, Endpoints.teamCreate.shape, body: ["name": .string(team), "title": .string(say("A team"))]
        ).text("id")
        try journey.refused(
            installer, Endpoints.teamCreate.shape, body: ["name": .string(team), "title": ""], code: "already_exists")
        let roles: [(String, [JSON])] = [
            ("admin", ["member", "admin"]), ("author", ["member"]), ("reviewer", ["member", "reviewer"]),
            ("lead", ["member", "admin"]), ("guest", ["member"]),
        ]
        for (role, roles) in roles {
            try journey.call(
                installer, Endpoints.memberSet.shape, ["team": team, "login": login("the-\(role)")],
                body: ["roles": .array(roles)])
        }
        try journey.refused(
            nobody, Endpoints.sessionCreate.shape,
            body: ["login": .string(login("the-author")), "password": "a guess"], code: "wrong_credentials")
        for (role, _) in roles { try logIn(role, password: "\(role)-password") }
        try ownAccount()
        try journey.call(author, Endpoints.memberList.shape, ["team": team])
        try journey.refused(
            author, Endpoints.memberSet.shape, ["team": team, "login": login("the-guest")],
            body: ["roles": ["member", "admin"]], code: "not_allowed")
    }

    func logIn(_ role: String, password: String) throws {
        let session = try journey.call(
            nobody, Endpoints.sessionCreate.shape,
            body: ["login": .string(login("the-\(role)")), "password": .string(password)])
        logins[role] = journey.wire(try session.text("secret"))
    }

    func ownAccount() throws {
        try journey.call(author, Endpoints.meShow.shape)
        try journey.call(author, Endpoints.teamList.shape)
        let token = try journey.call(
            author, Endpoints.tokenCreate.shape,
            body: ["name": .string(say("Nightly")), "scopes": ["read", "dispatch"], "days": 30])
        try journey.call(author, Endpoints.tokenList.shape)
        try journey.refused(
            journey.wire(try token.text("secret")), Endpoints.tokenCreate.shape,
            body: ["name": "More", "scopes": ["admin"], "days": 30], code: "scope_missing")
        things["token"] = try token.text("id")
        try journey.call(author, Endpoints.tokenRevoke.shape, ["token": try token.text("id")])
        try journey.call(
            author, Endpoints.passwordChange.shape, body: ["current": "author-password", "new": "a longer password"])
    }

    /// What ends tokens, and so comes last.
    func sayGoodbye() throws {
        try journey.call(author, Endpoints.libraryShow.shape, here(), query: "?as=skills")
        try journey.call(admin, Endpoints.runnerRevoke.shape, here())
        try journey.call(logins["guest"] ?? nobody, Endpoints.sessionDelete.shape)
        try journey.call(admin, Endpoints.memberRemove.shape, here(["login": login("the-guest")]))
        try journey.call(installer, Endpoints.personList.shape, query: "?limit=2")
        try journey.call(installer, Endpoints.personDisable.shape, ["login": login("the-guest")])
        try journey.refused(
            author, Endpoints.runShow.shape, here(["run": "run_0000000000000000"]), code: "not_found")
    }
}
