import API

/// `countersign absence clear`
enum AbsenceClear {
    static let absence = Argument("ABSENCE", "Its identifier, as `absence list` shows it.")

    static let command = Command(
        "clear", "Say that you are back, or will not go.",
        description: "For your own absences; admins clear anybody's.", arguments: [absence],
        examples: [Example("countersign absence clear abs_0abc1defghjkmnpq", "Back early.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let id = invocation[absence]
        let absences = try invocation.call(Endpoints.absenceList, path: invocation.teamPath()).items
        _ = try invocation.call(Endpoints.absenceClear, path: invocation.teamPath(["absence": id]))
        try invocation.confirm("\(id) is over.")
        let person = absences.first { $0.id == id }?.person
        for other in absences where other.person == person && other.id != id {
            let isNow = other.beginsAt <= invocation.terminal.now()
            let begin = isNow ? "still away" : "away from \(other.beginsAt.minute)"
            try invocation.confirm("\(other.person, .bold) is \(begin) until \(other.endsAt.minute) (\(other.id)).")
        }
    }
}
