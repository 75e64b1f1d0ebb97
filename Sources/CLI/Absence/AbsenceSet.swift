import API

/// `countersign absence set`
enum AbsenceSet {
    static let from = Option<Day>("from", "DAY", "When it begins; now if absent.")
    static let until = RequiredOption<Day>("until", "DAY", "The day on which you are back.")
    static let person = Option<String>("person", "LOGIN", "Who is away, if not you; for admins, with a reason.")
    static let reason = Option<String>("reason", "TEXT", "Why; everybody in the team can read it.")

    static let command = Command(
        "set", "Say that you are away.",
        description: """
            In that time nobody asks you to review, and you do not count among those who could. What you have been asked \
            for already and could not finish in time is passed on to others. It takes no right away: if you are back \
            early, you review what is yours. A day begins at midnight in UTC.
            """,
        options: [from, until, person, reason],
        examples: [
            Example("countersign absence set --from 2026-12-21 --until 2027-01-04", "A holiday."),
            Example(
                "countersign absence set --person rob --until 2026-12-01 --reason 'he is ill'", "By an admin."),
        ], run: run)

    static func run(_ invocation: Invocation) throws {
        let absence = try invocation.call(
            Endpoints.absenceSet, path: invocation.teamPath(),
            AbsenceRequest(
                person: invocation[person], beginsAt: invocation[from]?.time, endsAt: invocation[until].time,
                reason: invocation[reason]))
        try invocation.confirm(
            absence,
            "\(absence.person, .bold) is away from \(absence.beginsAt.minute) until \(absence.endsAt.minute) (\(absence.id))."
        )
        if let notice = absence.notice { invocation.warn("\("notice", .waiting): \(notice)") }
    }
}
