import Domain

/// What the words of a policy mean, for the reference. A test holds that every one is explained here.
enum PolicyMeaning {
    struct Predicate: Sendable {
        let key: String
        let asks: String
        /// What it is compared with.
        let takes: String
        /// When it cannot be told, and so denies.
        var unknown = "never"
    }

    static let predicates: [Predicate] = [
        Predicate(key: "team", asks: "the team's name", takes: pattern, unknown: "in a case that names none"),
        Predicate(key: "template", asks: "the template's name", takes: pattern),
        Predicate(
            key: "use_case", asks: "the use case of the run", takes: pattern,
            unknown: "the bundle has no use case of that name"),
        Predicate(key: "mode", asks: "how the run was dispatched", takes: words(Mode.self)),
        Predicate(
            key: "permission_level", asks: "how far the use case goes without a person",
            takes: words(PermissionLevel.self),
            unknown: "the bundle has no such use case"),
        Predicate(key: "risk", asks: "the harm that a wrong result can do", takes: "\(words(Risk.self)); \(range)"),
        Predicate(key: "output_kind", asks: "what kinds the run makes or is to make", takes: words(OutputKind.self)),
        Predicate(key: "path", asks: "the paths of what it makes or is to make", takes: pattern),
        Predicate(key: "action", asks: "the action's name", takes: pattern),
        Predicate(key: "action_class", asks: "what kind of effect it has", takes: words(ActionClass.self)),
        Predicate(key: "reversible", asks: "whether it can be taken back", takes: "`true` or `false`"),
        Predicate(
            key: "target", asks: "what it acts upon, as the action's `target` says", takes: pattern,
            unknown: "an argument that it names is absent"),
        Predicate(
            key: "recipients", asks: "the values of the argument that the action names as `recipients`", takes: pattern,
            unknown: "they are absent or no texts"),
        Predicate(
            key: "recipient_domain", asks: "the domains of the recipients' e-mail addresses, in lower case",
            takes: pattern,
            unknown: "one of them is no plain address"),
        Predicate(
            key: "currency", asks: "the argument that the action names as `currency`", takes: pattern,
            unknown: "it is absent or no text"),
        Predicate(
            key: "taint", asks: "what the run has read that nobody of the team wrote",
            takes: "`none`, \(words(TaintSource.self))", unknown: "never; unseen counts as `unknown_tool`"),
        Predicate(
            key: "trust", asks: "how far the template has come with this class",
            takes: "\(words(TrustRung.self)); \(range)"),
        Predicate(key: "requester_role", asks: "the roles of who dispatched", takes: words(TeamRole.self)),
        Predicate(
            key: "arguments", asks: "arguments by name: `{branch: main}`, or an operator each",
            takes: "a value; `{equals: …}`, `{in: […]}`, `{matches: pattern}`, \(numbers)",
            unknown: "the argument is absent, or of a type that cannot be compared so"),
        Predicate(
            key: "amount", asks: "the argument that the action names as `amount`; what has none is not met",
            takes: numbers,
            unknown: "it is absent or no number"),
        Predicate(
            key: "budget", asks: "how much of its budget the run has used, in percent", takes: numbers,
            unknown: "the budget is in turns or dollars, or there is none"),
        Predicate(
            key: "time", asks: "the moment of the request, on the clock of a zone",
            takes: "`{zone: Europe/Berlin, days: [monday], from: \"08:00\", to: \"18:00\"}`; without days every day",
            unknown: "the database knows no such zone"),
    ]

    static let builtIn: [BuiltInRule: String] = [
        .defaultDeny: "What no rule permits or holds is denied.",
        .floor: """
        Whatever a rule permits, what is irreversible, or of class `communicate`, `pay` or `publish`, needs a countersignature \
        by a reviewer or admin.
        """,
        .useCase: "The use case bounds what may be asked for; above its level the requester confirms.",
        .limitPerRun: "An action is asked for so often in one run, by its `limit_per_run`.",
        .executor: "The server must know who carries the action out, and that one must be able to.",
        .sample: "Of what an agent is trusted to do alone, a person sees one action in ten.",
        .trial: "A run that tries a template has no effect.",
        .reviewPool: "The team must have the people whose approvals will be needed.",
    ]

    private static let pattern = "patterns"
    private static let range = "`{at_least: …, at_most: …}`"
    private static let numbers = "`{at_most: n}`, `{at_least: n}`, `{above: n}`, `{below: n}`"

    private static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
    where Word.RawValue == String {
        type.allCases.map { Markdown.code($0.rawValue) }.joined(separator: ", ")
    }
}
