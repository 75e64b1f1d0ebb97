import API
import Domain
import Store

/// Times in which a person is not asked to review and does not count among those who could. It takes no right away: whoever
/// comes back early reviews what is theirs.
package enum Absence {
    static let longestDays: Int64 = 366

    package static func set(_ team: TeamContext, _ request: AbsenceRequest) throws -> AbsenceView {
        guard let caller = team.personID else { throw Failure(.notHuman, "only a person is away") }
        return try team.change { change in
            let now = try change.tx.startedAt
            let begins = request.beginsAt ?? now
            guard begins < request.endsAt, now < request.endsAt, request.endsAt <= begins + longestDays * 86_400 else {
                throw Failure(
                    .invalidInput,
                    "an absence ends after it begins, in the future, and lasts at most \(longestDays) days; "
                        + "this is from \(begins.minute) until \(request.endsAt.minute)")
            }
            let reason = try request.reason.map(ReasonText.check) ?? ""
            let person = try TeamMembers.find(change.tx, team, request.person) ?? caller
            guard person == caller || !team.roles.contains(.admin) || !reason.isEmpty else {
                throw Failure(.badRequest, "an admin says why somebody else is away: `--reason TEXT`")
            }
            guard person == caller || team.roles.contains(.admin) else {
                throw Failure(.notAllowed, "whoever is away says so in person, or an admin does, with a reason")
            }
            try refuseTwin(of: begins...request.endsAt, person, team, change.tx)
            let id = Identifier.make(.absence)
            try change.tx.run(
                InsertAbsence(
                    team: team.id, id: id, person: person, beginsAt: begins, endsAt: request.endsAt, reason: reason,
                    setBy: caller))
            try change.record(
                "absence_set", "person:\(person)",
                [
                    "absence": .string(id), "begins_at": .string("\(begins)"), "ends_at": .string("\(request.endsAt)"),
                ])
            try change.reconsiderReviews(at: begins)
            guard let row = try change.tx.all(Absences(team: team.id, since: now)).first(where: { $0.id == id }) else {
                throw Failure.missing("absence", id)
            }
            var view = AbsenceView(row)
            view.notice = try delegations(during: row, change.tx, team)
            return view
        }
    }

    /// For whom nobody acts while this person is away; nil where they act for nobody then.
    private static func delegations(
        during row: Absences.Row, _ tx: Transaction, _ team: TeamContext
    ) throws -> String? {
        let held = try tx.all(Delegations(team: team.id, since: max(row.beginsAt, tx.startedAt)))
            .filter { $0.delegateID == row.personID }
        if held.isEmpty { return nil }
        let ends = held.map {
            "for \($0.person) until \($0.endsAt.minute): `countersign owners undelegate \($0.id)`"
        }
        return "\(row.login) acts \(ends.joined(separator: ", and ")), and counts for nobody while they are away; "
            + "once it is taken back, somebody else can act"
    }

    /// Within an absence that is known there is nothing to say.
    private static func refuseTwin(
        of time: ClosedRange<Timestamp>, _ person: String, _ team: TeamContext, _ tx: Transaction
    ) throws {
        let absences = try tx.all(Absences(team: team.id, since: tx.startedAt))
        let twin = absences.first {
            $0.personID == person && $0.beginsAt <= time.lowerBound && time.upperBound <= $0.endsAt
        }
        guard let twin else { return }
        throw Failure(
            .alreadyExists,
            "\(twin.login) is away from \(twin.beginsAt.minute) until \(twin.endsAt.minute) already (\(twin.id)); for another "
                + "time: `countersign absence clear \(twin.id)`, then again",
            detail: ["absence": .string(twin.id)])
    }

    /// By whose it is, or an admin. Throws `wrong_state` for what is over.
    package static func clear(_ team: TeamContext, id: String) throws {
        guard let caller = team.personID else { throw Failure(.notHuman, "only a person is away") }
        try team.change { change in
            let absences = try change.tx.all(Absences(team: team.id, since: change.tx.startedAt))
            guard let absence = absences.first(where: { $0.id == id }) else {
                throw try Failure.over("absence", id, change.tx, team)
            }
            guard absence.personID == caller || team.roles.contains(.admin) else {
                throw Failure(.notAllowed, "an absence is cleared by whose it is, or by an admin")
            }
            guard try change.tx.runNow(ClearAbsence(team: team.id, id: id, by: caller)) == 1 else {
                throw try Failure.over("absence", id, change.tx, team)
            }
            try change.record("absence_cleared", "person:\(absence.personID)", ["absence": .string(id)])
            try change.reconsiderReviews()
        }
    }

    /// Those that are not over.
    package static func list(_ team: TeamContext) throws -> Page<AbsenceView> {
        try team.read { tx in
            Page(items: try tx.all(Absences(team: team.id, since: tx.startedAt)).map(AbsenceView.init))
        }
    }
}

extension AbsenceView {
    fileprivate init(_ row: Absences.Row) {
        self.init(
            id: row.id, person: row.login, beginsAt: row.beginsAt, endsAt: row.endsAt, reason: row.reason,
            setBy: row.setBy)
    }
}
