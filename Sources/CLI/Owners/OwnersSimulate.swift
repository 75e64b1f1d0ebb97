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
        try check(from: invocation[from]?.time, until: invocation[until]?.time, now: invocation.terminal.now())
        let outlook = try invocation.call(
            Endpoints.ownersSimulate, path: invocation.teamPath(),
            AbsenceOutlookRequest(
                absent: invocation[absent], beginsAt: invocation[from]?.time, endsAt: invocation[until]?.time))
        try invocation.show(outlook) { try invocation.print(text($0)) }
        if outlook.isBlocked { throw Ended(.failed) }
    }

    /// Today has begun already: it is not over.
    private static func check(from begin: Timestamp?, until end: Timestamp?, now: Timestamp) throws {
        if let end, end <= now { throw UsageFailure("--until \(end.minute) is over; name a day that is to come") }
        if let begin, begin <= now - 86_400 {
            throw UsageFailure("--from \(begin.minute) is over; name a day that is to come, or leave it out for now")
        }
        if let begin, let end, end <= begin {
            throw UsageFailure("--until \(end.minute) does not come after --from \(begin.minute)")
        }
    }

    private static func text(_ outlook: AbsenceOutlook) -> [Text] {
        let away = outlook.away.map { one in one.until.map { "\(one.login) (until \($0.minute))" } ?? one.login }
        let groups: [[Text]] = [
            [
                "From \(outlook.beginsAt.minute) until \(outlook.endsAt.minute): \(summary(outlook))",
                "Away: \(names(away))",
            ] + outlook.conflicted.map { "Cannot review anything: \($0.login), who \(reasons($0))" },
            group("Lines of OWNERS", outlook.lines.flatMap(lines)),
            group("Use cases", outlook.uses.flatMap(lines)),
            group("Outputs that would stand still", outlook.standstill.flatMap(lines)),
        ].filter { !$0.isEmpty }
        return Array(groups.joined(separator: [""]))
    }

    private static func summary(_ outlook: AbsenceOutlook) -> Text {
        let lines = outlook.lines.count(where: \.isBlocked)
        let uses = Set(outlook.uses.filter { !$0.missing.isEmpty }.map(\.useCase)).count
        let outputs = outlook.standstill.count
        let all = [
            lines > 0 ? "\(lines.counted("line")) of OWNERS blocked" : nil,
            uses > 0 ? "\(uses.counted("use case")) blocked" : nil,
            outputs > 0 ? "\(outputs.counted("output")) would stand still" : nil,
        ].compactMap { $0 }
        return all.isEmpty ? "\("enough people for everything", .good)" : "\(all.joined(separator: ", "), .bad)"
    }

    private static func group(_ title: String, _ lines: [Text]) -> [Text] {
        lines.isEmpty ? [] : ["\(title, .bold)"] + lines
    }

    private static func lines(_ line: AbsenceOutlook.Line) -> [Text] {
        let section = line.section.isEmpty ? "" : "[\(line.section)] "
        return [
            "  \(line.place.description, .dim)  \(section)\(line.text)",
            "    \(needs(line.approvals, line.before, line.after))",
        ] + OwnersCheck.delegates(line.delegates) + line.unable.map(cannot) + OwnersCheck.standIns(line.standingIn)
            + blocked(line.isBlocked, line.wasBlocked, "too few people", line.remedies)
    }

    private static func lines(_ use: AbsenceOutlook.Use) -> [Text] {
        let demands = use.demands.filter { $0.approvals > 0 }.flatMap { line -> [Text] in
            let needs = needs(line.approvals, line.before, line.after)
            return ["    \(line.place.description, .dim)  \(line.subjects.joined(separator: ", ")): \(needs)"]
                + (OwnersCheck.delegates(line.delegates) + OwnersCheck.standIns(line.standingIn)).map { "  \($0)" }
        }
        return [
            "  \(use.useCase, .bold), \(use.kind.rawValue), up to risk \(use.risk.rawValue)",
            "    \(needs(use.approvals, use.before, use.after))",
        ]
            + use.conflicted.map(cannot) + OwnersCheck.standIns(use.standingIn) + demands
            + blocked(!use.missing.isEmpty, use.wasBlocked, use.missing.joined(separator: "; "), use.remedies)
    }

    private static func lines(_ output: AbsenceOutlook.Standstill) -> [Text] {
        [
            "  \(output.output)  \(output.title, .bold), version \(output.version), asked: \(names(output.reviewers))",
            "    lacks \(output.missing.joined(separator: "; "))",
        ] + output.unable.map(cannot) + output.remedies.map { "    - \($0)" }
    }

    /// `needs 2 of ann, bob; left: bob`
    private static func needs(_ count: Int, _ before: [String], _ after: [String]) -> String {
        guard count > 0 else { return "optional; left: \(names(after))" }
        let left = before == after ? "all there" : "left: \(names(after))"
        return "needs \(count) of \(names(before)); \(before.isEmpty ? "nobody could" : left)"
    }

    private static func cannot(_ one: AbsenceOutlook.Conflicted) -> Text {
        OwnersCheck.unable(one.login, one.reasons)
    }

    private static func reasons(_ one: AbsenceOutlook.Conflicted) -> String { one.reasons.joined(separator: "; ") }

    private static func blocked(
        _ isBlocked: Bool, _ before: Bool, _ reason: String, _ remedies: [String]
    ) -> [Text] {
        guard isBlocked else { return [] }
        return ["    \("blocked", .bad)\(before ? ", as it is with everybody there" : ""): \(reason)"]
            + remedies.map { "    - \($0)" }
    }

    private static func names(_ logins: [String]) -> String {
        logins.isEmpty ? "nobody" : logins.joined(separator: ", ")
    }
}

extension AbsenceOutlook {
    fileprivate var isBlocked: Bool {
        lines.contains(where: \.isBlocked) || uses.contains { !$0.missing.isEmpty } || !standstill.isEmpty
    }
}
