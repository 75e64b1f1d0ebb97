import API
import Domain
import Testing

@Suite struct EndpointTableTests {
    @Test func namesAndRoutesAreUnique() {
        let names = Endpoints.all.map(\.name)
        #expect(Set(names).count == names.count)
        let routes = Endpoints.all.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(routes).count == routes.count)
    }

    @Test func everyChangeSaysHowItRepeats() {
        for shape in Endpoints.all where shape.method == .get { #expect(shape.repetition == .natural, "\(shape.name)") }
    }

    @Test func pathsAreFilledAndEncoded() {
        #expect(
            Endpoints.templateShow.shape.path(["team": "north", "template": "a b/ü"])
                == "/v1/teams/north/templates/a%20b%2F%C3%BC")
    }

    @Test func schemasComeFromTheMessages() {
        var schemas = MessageSchema()
        #expect(
            schemas.reference(to: Page<MemberView>.self) == ["$ref": "#/components/schemas/MemberViewPage"])
        #expect(
            schemas.components["MemberViewPage"] == [
                "type": "object", "required": ["items"],
                "properties": [
                    "items": ["type": "array", "items": ["$ref": "#/components/schemas/MemberView"]],
                    "next": ["type": "string"],
                ],
            ])
        #expect(
            schemas.components["MemberView"] == [
                "type": "object", "required": ["competences", "login", "name", "roles"],
                "properties": [
                    "competences": ["type": "array", "items": ["type": "string"]],
                    "login": ["type": "string"], "name": ["type": "string"],
                    "roles": ["type": "array", "items": ["type": "string", "enum": ["member", "reviewer", "admin"]]],
                ],
            ])
    }

    @Test func documentRefersOnlyToWhatItHolds() {
        let document = OpenAPI.document(version: "1")
        var references = Set<String>()
        func walk(_ json: JSON) {
            if let reference = json["$ref"]?.string { references.insert(reference) }
            json.array?.forEach(walk)
            json.object?.values.forEach(walk)
        }
        walk(document)
        for reference in references {
            let path = reference.split(separator: "/").dropFirst()
            #expect(path.reduce(document as JSON?) { $0?[String($1)] } != nil, "\(reference)")
        }
    }
}
