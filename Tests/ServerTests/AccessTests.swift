import API
import Domain
import TestSupport
import Testing

/// Who may knock at each endpoint at all: walked over the whole table, so that a new endpoint cannot be forgotten.
@Suite struct AccessTests {
    static let parameters = [
        "team": "north", "login": "author", "runner": "rnr_x", "template": "x", "version": "1", "layer": "team",
        "digest": Digest.of("x").description, "run": "run_x", "question": "qst_x", "attempt": "1", "action": "act_x",
        "output": "out_x", "review": "rev_x", "chunk": "0", "criterion": "x", "finding": "fnd_x", "token": "tok_x",
        "number": "1",
    ]

    private func body(_ shape: EndpointShape) -> [UInt8]? { shape.method.isChange ? Array("{}".utf8) : nil }

    @Test func withoutATokenNothingButTheDoorAnswers() throws {
        let service = try TestService()
        let wire = Wire(url: service.url, token: nil)
        for shape in Endpoints.all where shape.access != .anyone {
            let answer = try wire.call(shape, Self.parameters, bytes: body(shape))
            #expect(answer.status == 401 && answer.code == "not_authenticated", "\(shape.name): \(answer.status)")
        }
    }

    @Test func unknownTokensAreAllAlike() throws {
        let service = try TestService()
        var answers = Set<String>()
        for token in ["cs_p_" + String(repeating: "0", count: 64), "cs_r_" + String(repeating: "0", count: 64)] {
            let answer = try Wire(url: service.url, token: token).call(Endpoints.meShow.shape)
            #expect(answer.status == 401)
            answers.insert(answer.text)
        }
        #expect(answers.count == 1)
        #expect(try Wire(url: service.url, token: "nonsense").call(Endpoints.meShow.shape).status == 401)
    }

    @Test func runnersAndPersonsKeepToTheirSides() throws {
        let service = try TestService()
        let person = Wire(url: service.url, token: try service.token(.author))
        let runner = Wire(url: service.url, token: try service.runnerToken())
        for shape in Endpoints.all {
            switch shape.access {
            case .anyone: continue
            case .runner:
                let answer = try person.call(shape, Self.parameters, bytes: body(shape))
                #expect(answer.code == "not_allowed", "\(shape.name): \(answer.text)")
            case .person, .operatorOnly:
                let answer = try runner.call(shape, Self.parameters, bytes: body(shape))
                #expect(answer.code == "not_human", "\(shape.name): \(answer.text)")
            }
        }
    }

    @Test func aScopeThatIsMissingIsNamed() throws {
        let service = try TestService()
        let secret = try service.token(.admin)
        try service.world.database.run("UPDATE tokens SET scopes = '{}', kind = 'personal'")
        let wire = Wire(url: service.url, token: secret)
        for shape in Endpoints.all {
            guard case .person = shape.access else { continue }
            let answer = try wire.call(shape, Self.parameters, bytes: body(shape))
            #expect(answer.code == "scope_missing", "\(shape.name): \(answer.text)")
        }
    }

    /// Another team's name and a name that nobody has meet the same 404, whatever is asked of them.
    @Test func aForeignTeamIsLikeNoTeam() throws {
        let service = try TestService()
        let wire = Wire(url: service.url, token: try service.token(.author))
        for shape in Endpoints.all where shape.path.contains("{team}") {
            if shape.input is RawBytes.Type { continue }
            var texts = Set<String>()
            for team in ["south", "nosuch"] {
                var parameters = Self.parameters
                parameters["team"] = team
                let answer = try wire.call(shape, parameters, bytes: body(shape), key: "same")
                #expect([400, 404].contains(answer.status), "\(shape.name): \(answer.status) \(answer.text)")
                texts.insert(answer.text.replacing(team, with: "TEAM"))
            }
            #expect(texts.count == 1, "\(shape.name): \(texts)")
        }
    }
}
