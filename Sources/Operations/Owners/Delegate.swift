import API
import Domain
import Store

/// Lets somebody act for an owner in reviews until a day: wherever OWNERS means the owner, the delegate counts as them, and
/// both of them count once. It never gives a right to what either of them has a part in, nothing is delegated further, and
/// signing actions is not delegated.
///
/// What an owner has a part in is closed to their delegate, too. So it is an offer until the delegate accepts it, and nobody
/// chooses who reviews their work by delegating to everybody else.
package enum Delegate {
    static let longestDays: Int64 = 90

    /// Asks the delegate. Nothing of it counts before they accept.
    package static func offer(_ team: TeamContext, _ request: DelegationRequest) throws -> DelegationView {
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
            try allow(team, owner, delegate, caller: caller, tx)
            try refuseTwin(team, owner, delegate, section: section, tx)
            let id = Identifier.make(.delegation)
            try tx.run(
                InsertDelegationOffer(
                    team: team.id, id: id, person: owner, delegate: delegate, section: section, reason: reason,
                    endsAt: request.endsAt, madeBy: caller))
            guard let row = try tx.all(DelegationOffers(team: team.id)).first(where: { $0.id == id }) else {
                throw Failure.missing("delegation", id)
            }
            try change.record("delegation_offered", "person:\(owner)", facts(row))
            return try DelegationView(row, notice: absences(of: row, tx, team))
        }
    }

    /// By the delegate: from now on they count as the owner, and what the owner has a part in is closed to them. Throws
    /// `wrong_state` for what is over, for what was accepted before, and where it would be a chain.
    package static func accept(_ team: TeamContext, id: String) throws -> DelegationView {
        guard let caller = team.personID else { throw Failure(.notHuman, "only a person acts for another") }
        return try team.change { change in
            let (tx, now) = (change.tx, try change.tx.startedAt)
            let (offers, delegations) = try tx.all(
                DelegationOffers(team: team.id), Delegations(team: team.id, since: now))
            if let live = delegations.first(where: { $0.id == id }) {
                throw Failure(
                    .wrongState, "\(live.delegate) acts for \(live.person) already until \(live.endsAt.minute) (\(id))")
            }
            guard let offer = offers.first(where: { $0.id == id }) else {
                throw try Failure.over("delegation", id, tx, team)
            }
            guard offer.delegateID == caller else {
                throw Failure(
                    .notAllowed,
                    "delegation \(id) waits for \(offer.delegate): nobody else accepts it; to withdraw it: "
                        + "`countersign owners undelegate \(id)`")
            }
            try refuseChain(offer.personID, offer.delegateID, delegations)
            guard try tx.runNow(AcceptDelegation(team: team.id, id: id)) == 1 else {
                throw try Failure.over("delegation", id, tx, team)
            }
            try change.record("delegation_begun", "person:\(offer.personID)", facts(offer))
            try change.reconsiderReviews()
            guard let row = try tx.all(Delegations(team: team.id, since: now)).first(where: { $0.id == id }) else {
                throw Failure.missing("delegation", id)
            }
            return try DelegationView(row, notice: absences(of: offer, tx, team))
        }
    }

    private static func facts(_ row: DelegationOffers.Row) -> [String: JSON] {
        [
            "delegation": .string(row.id), "delegate": .string(row.delegateID), "ends_at": .string("\(row.endsAt)"),
            "section": row.section.map { .string($0) },
        ].compactMapValues { $0 }
    }

    /// Nil where the delegate is known to be there all the time.
    private static func absences(of row: DelegationOffers.Row, _ tx: Transaction, _ team: TeamContext) throws -> String?
    {
        let away = try tx.all(Absences(team: team.id, since: tx.startedAt))
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
        _ team: TeamContext, _ owner: String, _ delegate: String, caller: String, _ tx: Transaction
    ) throws {
        let now = try tx.startedAt
        let absences = try tx.all(Absences(team: team.id, since: now))
        let isAway = Presence(absences: absences, delegations: []).absentUntil(owner, at: now) != nil
        guard owner == caller || (team.roles.contains(.admin) && isAway && delegate != caller) else {
            throw Failure(
                .notAllowed,
                "a person delegates in person; for somebody who is away now an admin does, and not to themselves")
        }
    }

    /// What could not be accepted is not offered.
    private static func refuseTwin(
        _ team: TeamContext, _ owner: String, _ delegate: String, section: String?, _ tx: Transaction
    ) throws {
        let (offers, delegations) = try tx.all(
            DelegationOffers(team: team.id), Delegations(team: team.id, since: tx.startedAt))
        func failure(_ state: String, _ id: String) -> Failure {
            Failure(
                .wrongState,
                "\(state) (\(id)); for another end: `countersign owners undelegate \(id)`, then again")
        }
        if let offer = offers.first(where: {
            $0.personID == owner && $0.delegateID == delegate && $0.section == section
        }) {
            throw failure("\(offer.delegate) has been asked already, until \(offer.endsAt.minute)", offer.id)
        }
        if let same = delegations.first(where: {
            $0.personID == owner && $0.delegateID == delegate && $0.section == section
        }) {
            throw failure(
                "\(same.delegate) acts for \(same.person) in this already until \(same.endsAt.minute)", same.id)
        }
        try refuseChain(owner, delegate, delegations)
    }

    private static func refuseChain(_ owner: String, _ delegate: String, _ delegations: [Delegations.Row]) throws {
        guard let first = delegations.first(where: { $0.delegateID == owner || $0.personID == delegate }) else {
            return
        }
        throw Failure(
            .wrongState,
            "\(first.delegate) acts for \(first.person) until \(first.endsAt.minute); who acts for somebody delegates nothing "
                + "meanwhile, and who has delegated acts for nobody; what ends it: "
                + "`countersign owners undelegate \(first.id)`")
    }

    /// By either of the two, or an admin; an offer is declined or withdrawn by it. Throws `wrong_state` for what is over.
    package static func end(_ team: TeamContext, id: String) throws {
        guard let caller = team.personID else { throw Failure(.notHuman, "only a person delegates") }
        try team.change { change in
            guard let delegation = try views(change.tx, team).first(where: { $0.view.id == id }) else {
                throw try Failure.over("delegation", id, change.tx, team)
            }
            guard [delegation.person, delegation.delegate].contains(caller) || team.roles.contains(.admin) else {
                throw Failure(.notAllowed, "a delegation is ended by one of its two people, or by an admin")
            }
            guard try change.tx.runNow(EndDelegation(team: team.id, id: id, by: caller)) == 1 else {
                throw try Failure.over("delegation", id, change.tx, team)
            }
            try change.record(
                "delegation_ended", "person:\(delegation.person)",
                ["delegation": .string(id), "delegate": .string(delegation.delegate)])
            if delegation.view.beginsAt != nil { try change.reconsiderReviews() }
        }
    }

    /// Those that are not over, offers last.
    package static func list(_ team: TeamContext) throws -> Page<DelegationView> {
        try team.read { tx in Page(items: try views(tx, team).map(\.view)) }
    }

    /// The same, with the identifiers of the two people.
    private static func views(
        _ tx: Transaction, _ team: TeamContext
    ) throws -> [(view: DelegationView, person: String, delegate: String)] {
        let (delegations, offers) = try tx.all(
            Delegations(team: team.id, since: tx.startedAt), DelegationOffers(team: team.id))
        return delegations.map { (DelegationView($0), $0.personID, $0.delegateID) }
            + offers.map { (DelegationView($0), $0.personID, $0.delegateID) }
    }
}

extension DelegationView {
    init(_ row: DelegationOffers.Row, notice: String? = nil) {
        self.init(
            id: row.id, person: row.person, delegate: row.delegate, section: row.section, reason: row.reason,
            offeredBy: row.offeredBy, beginsAt: nil, endsAt: row.endsAt, notice: notice)
    }

    fileprivate init(_ row: Delegations.Row, notice: String? = nil) {
        self.init(
            id: row.id, person: row.person, delegate: row.delegate, section: row.section, reason: row.reason,
            offeredBy: row.offeredBy, beginsAt: row.beginsAt, endsAt: row.endsAt, notice: notice)
    }
}
