import API

/// `countersign absence list`
enum AbsenceList {
    static let command = Command(
        "list", "List who is away, and who will be.", description: "Absences that are not over, by their beginning.",
        examples: [Example("countersign absence list", "Who cannot review this week?")], run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.absenceList, path: invocation.teamPath())) { page in
            var table = Table("ABSENCE", "PERSON", "FROM", "UNTIL", "SET BY", "REASON")
            for absence in page.items {
                table.add(
                    "\(absence.id, .link)", "\(absence.person, .bold)", "\(invocation.time(absence.beginsAt))",
                    "\(invocation.time(absence.endsAt))", "\(absence.setBy)", "\(absence.reason)")
            }
            try invocation.print(table, ifEmpty: "Nobody is away.")
        }
    }
}
