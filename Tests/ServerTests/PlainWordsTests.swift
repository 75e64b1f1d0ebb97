import API
import Domain
import Platform
import TestSupport
import Testing

/// What people say of their doings is kept for good and read by others: it hides nothing, and holds no secret.
@Suite struct PlainWordsTests {
    private static let words: Set<String> = ["reason", "note", "title", "answer", "name", "text"]
    /// What is only looked at, and kept nowhere.
    private static let passing: Set<String> = [
        "policy_check note", "policy_test note", "policy_explain name", "owners_check text", "owners_lint text",
    ]
    private static let refusals: Set<String?> = ["invalid_input", "invalid_context", "invalid_template", "bad_request"]
    private static let poisons = [
        "a right-to-left \u{202E}override", "a zero-width \u{200B}space", "an isolate \u{2066}here",
        "the key is ghp_" + "0a1B2c3D4e5F6g7H8i9J0a1B2c3D4e5F6g7H",
    ]

    /// A whole story, in which every call that takes such words is first tried with words that nobody should read.
    @Test func noEndpointTakesWordsThatHideSomething() throws {
        let service = try TestService(executors: Story.executors)
        let journey = Journey(service)
        let fields = Dictionary(
            uniqueKeysWithValues: Endpoints.all.map { shape in (shape.name, Self.fields(of: shape)) })
        var tried: [String: Set<String>] = [:]
        var taken: Set<String> = []
        journey.rehearsal = { wire, shape, path, body in
            guard let body = body?.object else { return }
            for field in fields[shape.name] ?? [] where tried[shape.name]?.contains(field) != true {
                tried[shape.name, default: []].insert(field)
                for poison in Self.poisons {
                    var poisoned = body
                    poisoned[field] = .string(poison)
                    let answer = try wire.send(
                        shape.method.rawValue, path, body: Array(JSON.object(poisoned).canonical.utf8),
                        key: Hex.encode(SecureRandom.bytes(8)))
                    if !Self.refusals.contains(answer.code) {
                        taken.insert("\(shape.name) \(field): \(answer.status) \(answer.code ?? "")")
                    }
                }
            }
        }
        let story = try Story(journey, team: "harbour", mark: "")
        try story.tell()
        try story.retirement()
        #expect(taken == [])
        let all = fields.flatMap { name, fields in fields.map { "\(name) \($0)" } }
        let seen = tried.flatMap { name, fields in fields.map { "\(name) \($0)" } }
        #expect(all.sorted() == seen.sorted(), "the story calls each of them")
    }

    /// Of what a person writes, by the names in the endpoint's own schema. A runner's words are cut and shown as they are
    /// meant, never refused.
    private static func fields(of shape: EndpointShape) -> [String] {
        guard shape.method.isChange, shape.access != .runner else { return [] }
        var schema = MessageSchema()
        _ = schema.reference(to: shape.input)
        let properties = schema.components[MessageSchema.componentName(shape.input)]?["properties"]?.object ?? [:]
        return properties.filter { name, property in
            words.contains(name) && property["type"] == "string" && !passing.contains("\(shape.name) \(name)")
        }.keys.sorted()
    }
}
