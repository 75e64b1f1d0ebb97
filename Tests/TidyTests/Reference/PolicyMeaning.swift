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
            takes: "`{zone: Europe/Berlin, days: [monday], from: \"08:00\", to: \"18:00\"}`; without days every day; "
                + "what is open over midnight belongs to the day on which it opens",
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

    struct CaseKey: Sendable {
        let part: PolicyCase.Part
        let key: String
        let says: String
        /// What holds without it.
        var otherwise = "must be there"
    }

    /// In the order of `PolicyCase.Part`.
    static let cases: [CaseKey] = [
        CaseKey(part: .policyCase, key: "name", says: "what it shows, as a sentence"),
        CaseKey(part: .policyCase, key: "given", says: "the run and the people", otherwise: "as each key says"),
        CaseKey(part: .policyCase, key: "when", says: "what is asked: an action, a signature of one, or a dispatch"),
        CaseKey(part: .policyCase, key: "expect", says: "the answer"),
        CaseKey(part: .given, key: "template", says: "the template's name", otherwise: "`any-template`"),
        CaseKey(part: .given, key: "use_case", says: "the use case that it names", otherwise: "none, which denies"),
        CaseKey(part: .given, key: "mode", says: words(Mode.self), otherwise: "`dispatch`"),
        CaseKey(part: .given, key: "risk", says: words(Risk.self), otherwise: "`routine`"),
        CaseKey(part: .given, key: "outputs", says: "a list of outputs that it makes", otherwise: "none"),
        CaseKey(part: .given, key: "requester", says: "the person who dispatched", otherwise: "a member `requester`"),
        CaseKey(part: .given, key: "contributors", says: "logins of who fed it", otherwise: "none"),
        CaseKey(
            part: .given, key: "policy_editors", says: "logins of who changed the policy in the last 14 days",
            otherwise: "none"),
        CaseKey(part: .given, key: "people", says: "the people of the team, for a dispatch", otherwise: "none"),
        CaseKey(
            part: .given, key: "earlier_requests", says: "how often the run has asked for the action before",
            otherwise: "`0`"),
        CaseKey(part: .given, key: "team", says: "the team's name", otherwise: "`any-team`"),
        CaseKey(
            part: .given, key: "taint", says: "\(words(TaintSource.self)); `[]` for none",
            otherwise: "\(TaintSource.ofEveryRun.map { Markdown.code($0.rawValue) }.joined()), as every real request"),
        CaseKey(part: .given, key: "trust", says: words(TrustRung.self), otherwise: "`observe`"),
        CaseKey(
            part: .given, key: "budget_used", says: "how much of its budget the run has used, in percent",
            otherwise: "cannot be told"),
        CaseKey(part: .given, key: "now", says: "what the clock shows in every zone", otherwise: "cannot be told"),
        CaseKey(part: .when, key: "action", says: "the action that is asked for", otherwise: "it is a dispatch"),
        CaseKey(part: .when, key: "arguments", says: "its arguments, which must fit its schema", otherwise: "`{}`"),
        CaseKey(
            part: .when, key: "signer", says: "the person who wants to sign what the action is held for",
            otherwise: "the action itself is asked for"),
        CaseKey(part: .when, key: "dispatch", says: "what the template wants", otherwise: "it is an action"),
        CaseKey(part: .dispatch, key: "level", says: words(PermissionLevel.self), otherwise: "`draft`"),
        CaseKey(part: .dispatch, key: "actions", says: "the actions that it may ask for", otherwise: "none"),
        CaseKey(part: .dispatch, key: "tools", says: "the tools that it has", otherwise: "none"),
        CaseKey(
            part: .expect, key: "outcome",
            says: "of an action `allow`, `deny` or `hold`; of a signature `entitled` or `not_entitled`; of a dispatch "
                + "`admitted` or `refused`"),
        CaseKey(part: .expect, key: "rule", says: "rules that must be among the reasons", otherwise: "any"),
        CaseKey(
            part: .expect, key: "missing",
            says: "texts that must occur in what is missing, or in why somebody may sign",
            otherwise: "any"),
        CaseKey(part: .expect, key: "code", says: "the code of a refused dispatch", otherwise: "any"),
        CaseKey(part: .now, key: "day", says: words(Weekday.self)),
        CaseKey(part: .now, key: "time", says: "from `\"00:00\"` to `\"23:59\"`"),
        CaseKey(part: .person, key: "login", says: "the login, which is also what the lists of logins name"),
        CaseKey(part: .person, key: "email", says: "an address", otherwise: "none"),
        CaseKey(part: .person, key: "roles", says: words(TeamRole.self), otherwise: "`member`"),
        CaseKey(part: .person, key: "teams", says: "names of other teams", otherwise: "none"),
        CaseKey(part: .person, key: "competence", says: "what they are competent in", otherwise: "nothing"),
        CaseKey(part: .output, key: "path", says: "the path in the output"),
        CaseKey(part: .output, key: "kind", says: words(OutputKind.self)),
    ]

    private static let pattern = "patterns"
    private static let range = "`{at_least: …, at_most: …}`"
    private static let numbers = "`{at_most: n}`, `{at_least: n}`, `{above: n}`, `{below: n}`"

    private static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
    where Word.RawValue == String {
        type.allCases.map { Markdown.code($0.rawValue) }.joined(separator: ", ")
    }
}
