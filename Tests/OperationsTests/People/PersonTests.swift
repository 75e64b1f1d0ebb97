import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct PersonTests {
    let world: World

    init() throws { world = try World.make() }

    private func create(
        _ login: String, name: String = "New Person", password: String = "long-enough", isOperator: Bool? = nil,
        by caller: World.Login = .admin
    ) throws -> PersonView {
        try CreatePerson.run(
            world.context(caller),
            PersonRequest(login: login, name: name, password: password, isOperator: isOperator))
    }

    private func logIn(_ login: String, _ password: String = "long-enough") throws -> TokenSecret {
        try OpenSession.run(world.services, LoginRequest(login: login, password: password))
    }

    @Test func anOperatorCreatesAPerson() throws {
        let person = try create("new-person-1")
        #expect(Identifier.isValid(person.id, .person) && !person.isOperator && person.disabledAt == nil)
        _ = try logIn("new-person-1")
        let event = try world.lastEvent("person_created", teamID: TeamContext.installationID)
        #expect(event?["data"] == ["login": "new-person-1", "is_operator": false])
        #expect(event?["actor"] == "person:per_admin")
        #expect(try world.refusal { try create("new-person-1") } == .alreadyExists)
        #expect(try world.refusal { try create("other", by: .stranger) } == .notAllowed)
    }

    @Test(arguments: ["", "A", "1a", "-a", "a_b", "a b", "ä", String(repeating: "a", count: 40)])
    func loginsHaveAForm(login: String) throws {
        #expect(try world.refusal { try create(login) } == .invalidInput)
    }

    @Test(arguments: [("", "long-enough"), ("a\u{200B}b", "long-enough"), ("fine", "too-short"), ("fine", "")])
    func namesCanBeReadAndPasswordsAreLong(name: String, password: String) throws {
        #expect(try world.refusal { try create("new", name: name, password: password) } == .invalidInput)
    }

    @Test func disablingEndsEverythingButTheRecord() throws {
        let person = try create("leaver")
        let session = try logIn("leaver")
        let disabled = try DisablePersonAccess.run(world.context(.admin), login: "leaver")
        #expect(disabled.id == person.id && disabled.disabledAt != nil)
        #expect(
            try world.refusal { try Caller.authenticate(session.secret, world.services) } == .notAuthenticated)
        #expect(try world.refusal { try logIn("leaver") } == .wrongCredentials)
        let event = try world.lastEvent("person_disabled", teamID: TeamContext.installationID)
        #expect(event?["data"] == ["tokens_ended": 1])
        // Once more changes nothing.
        #expect(try DisablePersonAccess.run(world.context(.admin), login: "leaver").disabledAt == disabled.disabledAt)
        #expect(try world.refusal { try DisablePersonAccess.run(world.context(.admin), login: "nobody") } == .notFound)
        #expect(
            try world.refusal { try DisablePersonAccess.run(world.context(.author), login: "second") } == .notAllowed)
    }

    @Test func theLastOperatorStays() throws {
        func disable(_ login: String) throws -> PersonView {
            try DisablePersonAccess.run(world.context(.admin), login: login)
        }
        #expect(try world.refusal { try disable("admin") } == .wrongState)
        _ = try create("second-operator", isOperator: true)
        _ = try disable("admin")
        #expect(try world.refusal { try disable("second-operator") } == .wrongState)
    }

    @Test func personsAreListedInPages() throws {
        func page(_ cursor: String?) throws -> Page<PersonView> {
            try ListPersons.run(world.context(.admin), PageRequest(limit: "2", cursor: cursor, parts: 1))
        }
        let first = try page(nil)
        let second = try page(first.next)
        let third = try page(second.next)
        #expect(
            (first.items + second.items + third.items).map(\.login)
                == ["admin", "author", "reviewer", "second", "stranger"])
        #expect(third.next == nil)
        #expect(
            try world.refusal {
                try ListPersons.run(world.context(.author), PageRequest(limit: nil, cursor: nil, parts: 1))
            } == .notAllowed)
    }

    @Test func theFirstOperatorComesFromTheHost() throws {
        let person = try BootstrapOperator.run(
            world.services, login: "root", name: "Root", password: "long-enough")
        #expect(person.isOperator)
        _ = try logIn("root")
        let event = try world.lastEvent("person_created", teamID: TeamContext.installationID)
        #expect(event?["actor"] == "system:bootstrap" && event?["subject"] == .string("person:\(person.id)"))
    }
}
