import API
import Domain

/// `countersign owners simulate`
enum OwnersSimulate {
    static let absent = RepeatedOption<String>(
        "absent", "LOGIN", "Who is supposed to be away, besides those who will be.")
    static let from = Option<Day>("from", "DAY", "When it begins; now if absent.")
    static let until = Option<Day>("until", "DAY", "When it ends; a week after its beginning if absent.")

    static let command = Command(
        "simulate", "Say who could still review what while people are away.",
        description: """
            By line of OWNERS, by use case and kind of output, and which outputs in review would stand still. Whoever has \
            said that they are away counts as away all the time; who acts for them counts if that lasts long enough. \
            Who changed the policy lately or wrote the context in force cannot review, nor can who made the only template of a use \
            case; whoever asks for a run drops out besides. Exits with 1 if anything is blocked.
            """,
        options: [absent, from, until],
        examples: [
            Example("countersign owners simulate", "Who could review what next week?"),
            Example(
                "countersign owners simulate --absent ann --from 2026-12-21 --until 2027-01-04",
                "And if ann went on holiday?"),
        ], run: run)

    static func run(_ invocation: Invocation) throws {
        let outlook = try invocation.call(
            Endpoints.ownersSimulate, path: invocation.teamPath(),
            AbsenceOutlookRequest(
                absent: invocation[absent], beginsAt: invocation[from]?.time, endsAt: invocation[until]?.time))
        try invocation.show(outlook) { try invocation.print(text($0)) }
        if outlook.lines.contains(where: \.isBlocked) || outlook.uses.contains(where: { !$0.missing.isEmpty })
            || !outlook.standstill.isEmpty
        {
            throw Ended(.failed)
        }
    }

    private static func text(_ outlook: AbsenceOutlook) -> [Text] {
        let away = outlook.away.map { one in one.until.map { "\(one.login) (until \($0))" } ?? one.login }
        let groups: [[Text]] = [
            ["Away: \(names(away))"] + outlook.conflicted.map { "Cannot review: \($0.login), because \(reasons($0))" },
            group("Lines of OWNERS", outlook.lines.flatMap(lines)),
            group("Use cases", outlook.uses.flatMap(lines)),
            group("Outputs that would stand still", outlook.standstill.flatMap(lines)),
        ].filter { !$0.isEmpty }
        return Array(groups.joined(separator: [""]))
    }

    private static func group(_ title: String, _ lines: [Text]) -> [Text] {
        lines.isEmpty ? [] : ["\(title, .bold)"] + lines
    }

    private static func lines(_ line: AbsenceOutlook.Line) -> [Text] {
        let section = line.section.isEmpty ? "" : "[\(line.section)] "
        let helpers = line.standingIn.isEmpty ? "" : "; stand in: \(line.standingIn.joined(separator: ", "))"
        let rest = "\(names(line.before)); left: \(names(line.after))\(helpers)"
        return ["  \(line.place.description, .dim)  \(section)\(line.text): needs \(line.approvals) of \(rest)"]
            + blocked(line.isBlocked, line.wasBlocked, "too few people")
    }

    private static func lines(_ use: AbsenceOutlook.Use) -> [Text] {
        [
            """
              \(use.useCase, .bold), \(use.kind.rawValue), up to \(use.risk.rawValue): needs \(use.approvals) of \
            \(names(use.before)); left: \(names(use.after))
            """
        ]
            + use.conflicted.map { "    cannot: \($0.login), because \(reasons($0))" }
            + use.demands.filter { $0.approvals > 0 }.map { line in
                """
                    \(line.place.description, .dim)  \(line.subjects.joined(separator: ", ")): needs \(line.approvals) of \
                \(names(line.before)); left: \(names(line.after))
                """
            } + blocked(!use.missing.isEmpty, use.wasBlocked, use.missing.joined(separator: "; "))
    }

    private static func lines(_ output: AbsenceOutlook.Standstill) -> [Text] {
        [
            "  \(output.output)  \(output.title, .bold), version \(output.version), asked: \(names(output.reviewers))",
            "    lacks \(output.missing.joined(separator: "; "))",
        ] + output.unable.map { "    cannot: \($0.login), because \(reasons($0))" }
    }

    private static func reasons(_ one: AbsenceOutlook.Conflicted) -> String { one.reasons.joined(separator: "; ") }

    private static func blocked(_ isBlocked: Bool, _ before: Bool, _ reason: String) -> [Text] {
        guard isBlocked else { return [] }
        return ["    \("blocked", .bad)\(before ? ", as it is with everybody there" : ""): \(reason)"]
    }

    private static func names(_ logins: [String]) -> String {
        logins.isEmpty ? "nobody" : logins.joined(separator: ", ")
    }
}
