import API
import Domain
import Store

/// Lets somebody act for an owner in reviews until a day: wherever OWNERS means the owner, the delegate counts as them, and
/// both of them count once. It never gives a right to what either of them has a part in, nothing is delegated further, and
/// signing actions is not delegated.
package enum Delegate {
    static let longestDays: Int64 = 90

    package static func begin(_ team: TeamContext, _ request: DelegationRequest) throws -> DelegationView {
        guard let caller = team.personID else { throw Failure(.notHuman, "only a person delegates") }
        let reason = try ReasonText.check(request.reason)
        return try team.change { change in
            let (tx, now) = (change.tx, try change.tx.startedAt)
            guard now < request.endsAt, request.endsAt <= now + longestDays * 86_400 else {
                throw Failure(
                    .invalidInput,
                    "a delegation has an end, later than now and at most \(longestDays) days from now")
            }
            let section = try request.section.map { try known($0, tx, team) }
            let owner = try TeamMembers.find(tx, team, request.person) ?? caller
            let delegate = try TeamMembers.find(tx, team, request.delegate)
            guard let delegate, delegate != owner else {
                throw Failure(.invalidInput, "a delegate is somebody else")
            }
            try allow(team, owner, delegate, section: section, caller: caller, tx)
            let id = Identifier.make(.delegation)
            try tx.run(
                InsertDelegation(
                    team: team.id, id: id, person: owner, delegate: delegate, section: section, reason: reason,
                    endsAt: request.endsAt, madeBy: caller))
            try change.record(
                "delegation_begun", "person:\(owner)",
                [
                    "delegation": .string(id), "delegate": .string(delegate), "ends_at": .string("\(request.endsAt)"),
                    "section": section.map { .string($0) },
                ].compactMapValues { $0 })
            try change.reconsiderReviews()
            guard let row = try tx.all(Delegations(team: team.id, since: now)).first(where: { $0.id == id })
            else { throw Failure.missing("delegation", id) }
            var view = DelegationView(row)
            view.notice = try absences(of: row, tx, team)
            return view
        }
    }

    /// Nil where the delegate is known to be there all the time.
    private static func absences(of row: Delegations.Row, _ tx: Transaction, _ team: TeamContext) throws -> String? {
        let away = try tx.all(Absences(team: team.id, since: row.beginsAt))
            .filter { $0.personID == row.delegateID && $0.beginsAt < row.endsAt }
        if away.isEmpty { return nil }
        let times = away.map { "from \($0.beginsAt.minute) until \($0.endsAt.minute)" }.joined(separator: " and ")
        return "\(row.delegate) is away \(times), and counts for nobody then"
    }

    /// The section as the policy in force spells it.
    private static func known(_ name: String, _ tx: Transaction, _ team: TeamContext) throws -> String {
        let names = try CurrentPolicy.load(tx, team).bundle.owners.sections.map(\.name)
        if let known = names.first(where: { $0.lowercased() == name.lowercased() }) { return known }
        let near = NearestName.of(name, in: names).map { "; did you mean \($0)?" } ?? ""
        throw Failure(.invalidInput, "the OWNERS in force has no section \(name)\(near)")
    }

    private static func allow(
        _ team: TeamContext, _ owner: String, _ delegate: String, section: String?, caller: String,
        _ tx: Transaction
    ) throws {
        let now = try tx.startedAt
        let (absences, delegations) = try tx.all(
            Absences(team: team.id, since: now), Delegations(team: team.id, since: now))
        let isAway = Presence(absences: absences, delegations: []).absentUntil(owner, at: now) != nil
        guard owner == caller || (team.roles.contains(.admin) && isAway && delegate != caller) else {
            throw Failure(
                .notAllowed,
                "a person delegates in person; for somebody who is away now an admin does, and not to themselves")
        }
        if let same = delegations.first(where: {
            $0.personID == owner && $0.delegateID == delegate && $0.section == section
        }) {
            throw Failure(
                .wrongState,
                "\(same.delegate) acts for \(same.person) in this already until \(same.endsAt.minute) (\(same.id)); for another "
                    + "end: `countersign owners undelegate \(same.id)`, then again")
        }
        if let first = delegations.first(where: { $0.delegateID == owner || $0.personID == delegate }) {
            throw Failure(
                .wrongState,
                "\(first.delegate) acts for \(first.person) until \(first.endsAt.minute); who acts for somebody delegates nothing "
                    + "meanwhile, and who has delegated acts for nobody")
        }
    }

    /// By either of the two, or an admin. Throws `wrong_state` for what is over.
    package static func end(_ team: TeamContext, id: String) throws {
        guard let caller = team.personID else { throw Failure(.notHuman, "only a person delegates") }
        try team.change { change in
            let delegations = try change.tx.all(Delegations(team: team.id, since: change.tx.startedAt))
            guard let delegation = delegations.first(where: { $0.id == id }) else {
                throw try Failure.over("delegation", id, change.tx, team)
            }
            guard [delegation.personID, delegation.delegateID].contains(caller) || team.roles.contains(.admin) else {
                throw Failure(.notAllowed, "a delegation is ended by one of its two people, or by an admin")
            }
            guard try change.tx.runNow(EndDelegation(team: team.id, id: id, by: caller)) == 1 else {
                throw try Failure.over("delegation", id, change.tx, team)
            }
            try change.record(
                "delegation_ended", "person:\(delegation.personID)",
                ["delegation": .string(id), "delegate": .string(delegation.delegateID)])
            try change.reconsiderReviews()
        }
    }

    /// Those that are not over.
    package static func list(_ team: TeamContext) throws -> Page<DelegationView> {
        try team.read { tx in
            Page(items: try tx.all(Delegations(team: team.id, since: tx.startedAt)).map(DelegationView.init))
        }
    }
}

extension DelegationView {
    fileprivate init(_ row: Delegations.Row) {
        self.init(
            id: row.id, person: row.person, delegate: row.delegate, section: row.section, reason: row.reason,
            beginsAt: row.beginsAt, endsAt: row.endsAt)
    }
}
