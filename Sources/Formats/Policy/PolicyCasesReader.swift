import Domain

/// `cases/*.yaml`: given, when, expect.
struct PolicyCasesReader {
    private let file: PolicyFile
    private var problems: ProblemCollector { file.problems }

    static func read(_ file: PolicyFile) -> [PolicyCase] {
        let reader = PolicyCasesReader(file: file)
        return file.entries("cases", PolicyCase.Part.policyCase.rawValue, keys: PolicyCase.Part.policyCase.keys)
            .compactMap(reader.policyCase)
    }

    /// One case that is the whole file: its name and what it expects may be left out.
    static func readFacts(_ file: PolicyFile) -> PolicyCase? {
        let part = PolicyCase.Part.policyCase
        return file.reader(part.rawValue, keys: part.keys).flatMap(PolicyCasesReader(file: file).facts)
    }

    private func facts(_ reader: MappingReader) -> PolicyCase? {
        let name = reader.has("name") ? reader.string("name") : "the facts as stated"
        let given = reader.has("given") ? given(reader) : PolicyCase.Given()
        let event = part(.when, of: reader).flatMap(event)
        guard let name, let given, let event, let outcome = event.outcomes.first else { return nil }
        return PolicyCase(
            name: name, given: given, event: event,
            expected: PolicyCase.Expectation(outcome: outcome, rules: [], missing: [], code: nil),
            place: file.place(reader))
    }

    private func policyCase(_ reader: MappingReader) -> PolicyCase? {
        let name = reader.string("name")
        let given = reader.has("given") ? given(reader) : PolicyCase.Given()
        let event = part(.when, of: reader).flatMap(event)
        let expected = part(.expect, of: reader).flatMap { expectation($0, of: event) }
        noteAction(reader.optionalNode("when"), expected)
        guard let name, let given, let event, let expected else { return nil }
        return PolicyCase(name: name, given: given, event: event, expected: expected, place: file.place(reader))
    }

    private func given(_ reader: MappingReader) -> PolicyCase.Given? {
        guard let reader = part(.given, of: reader) else { return nil }
        var given = PolicyCase.Given()
        given.template = reader.optionalString("template") ?? given.template
        given.useCase = reader.optionalString("use_case")
        given.mode = reader.optionalWord("mode", of: Mode.self) ?? given.mode
        given.risk = reader.optionalWord("risk", of: Risk.self) ?? given.risk
        given.outputs = (reader.optionalItems("outputs") ?? []).compactMap(output)
        given.requester = reader.optionalNode("requester").flatMap(person) ?? given.requester
        given.contributors = reader.optionalStrings("contributors") ?? []
        given.policyEditors = reader.optionalStrings("policy_editors") ?? []
        given.people = (reader.optionalItems("people") ?? []).compactMap(person)
        given.earlierRequests = Int(reader.optionalInteger("earlier_requests", in: 0...1000) ?? 0)
        given.team = reader.optionalString("team") ?? given.team
        given.taint = reader.optionalWords("taint", of: TaintSource.self).map { Set($0) } ?? given.taint
        given.trust = reader.optionalWord("trust", of: TrustRung.self) ?? given.trust
        given.budgetUsedPercent = reader.optionalInteger("budget_used", in: 0...100_000).map { Int($0) }
        if reader.has("now") { given.now = part(.now, of: reader).flatMap(now) }
        return given
    }

    /// The mapping under the key of the part's name.
    private func part(_ part: PolicyCase.Part, of reader: MappingReader) -> MappingReader? {
        reader.mapping(part.rawValue, part.rawValue, keys: part.keys)
    }

    private func part(_ part: PolicyCase.Part, _ node: YAMLNode) -> MappingReader? {
        MappingReader(node, part.rawValue, keys: part.keys, problems: problems)
    }

    /// What the clocks show: `{day: friday, time: "16:59"}`.
    private func now(_ reader: MappingReader) -> LocalTime? {
        let day = reader.word("day", of: Weekday.self)
        guard let text = reader.string("time", if: { LocalTime.minutes($0) != nil }),
            let node = reader.optionalNode("time")
        else { return nil }
        guard let minute = LocalTime.minutes(text), minute < 24 * 60 else {
            problems.report("time must be from 00:00 to 23:59; this is \(text)", at: node)
            return nil
        }
        return day.map { LocalTime(day: $0, minute: minute) }
    }

    private func output(_ node: YAMLNode) -> OutputDeclaration? {
        guard let reader = part(.output, node), let path = reader.string("path"),
            let kind = reader.word("kind", of: OutputKind.self)
        else { return nil }
        return OutputDeclaration(path: path, kind: kind)
    }

    private func person(_ node: YAMLNode) -> PersonFacts? {
        guard let reader = part(.person, node), let login = reader.string("login") else { return nil }
        let roles = reader.optionalWords("roles", of: TeamRole.self) ?? [.member]
        return PersonFacts(
            id: login, login: login, email: reader.optionalString("email"), roles: Set(roles),
            teams: Set(reader.optionalStrings("teams") ?? []),
            competences: Set(reader.optionalStrings("competence") ?? []))
    }

    private func event(_ reader: MappingReader) -> PolicyCase.Event? {
        guard reader.has("dispatch") != reader.has("action") else {
            problems.report("when must have either action or dispatch", at: reader.node)
            return nil
        }
        if reader.has("dispatch") {
            guard let dispatch = part(.dispatch, of: reader) else { return nil }
            return .dispatch(
                level: dispatch.optionalWord("level", of: PermissionLevel.self) ?? .draft,
                actions: dispatch.optionalStrings("actions") ?? [], tools: dispatch.optionalStrings("tools") ?? [])
        }
        guard let action = reader.string("action") else { return nil }
        let arguments = reader.optionalNode("arguments")?.json ?? [:]
        guard let signer = reader.optionalNode("signer") else { return .action(name: action, arguments: arguments) }
        return person(signer).map { .signature(action: action, arguments: arguments, signer: $0) }
    }

    /// A case may ask for an action that does not exist, to see it denied; every other answer needs one that does.
    private func noteAction(_ when: YAMLNode?, _ expected: PolicyCase.Expectation?) {
        if let expected, expected.outcome != .deny { file.references.note(.action, when?["action"]) }
    }

    private func expectation(_ reader: MappingReader, of event: PolicyCase.Event?) -> PolicyCase.Expectation? {
        guard let outcome = reader.word("outcome", of: PolicyCase.Outcome.self) else { return nil }
        if let event, let node = reader.optionalNode("outcome"), !event.outcomes.contains(outcome) {
            let possible = event.outcomes.map(\.rawValue).joined(separator: ", ")
            problems.report("what is asked here ends in one of \(possible); not in \(outcome.rawValue)", at: node)
        }
        file.references.note(.rule, reader.optionalNode("rule"))
        return PolicyCase.Expectation(
            outcome: outcome, rules: reader.optionalStrings("rule") ?? [],
            missing: reader.optionalStrings("missing") ?? [],
            code: reader.optionalWord("code", of: FailureCode.self))
    }
}

extension PolicyCase.Event {
    fileprivate var outcomes: [PolicyCase.Outcome] {
        switch self {
        case .action: [.allow, .deny, .hold]
        case .signature: [.entitled, .notEntitled]
        case .dispatch: [.admitted, .refused]
        }
    }
}
