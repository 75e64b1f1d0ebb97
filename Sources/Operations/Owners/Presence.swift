import Domain
import Store

/// Who of a team is away, and who acts for whom; what has only been offered is not in here.
///
/// An absence only keeps a person from being asked. A delegation makes its delegate count as the owner; whether it does is
/// judged by the moment in which the delegate was asked, so that they can finish what they were asked for, even after its end.
/// Who takes it back takes it back at once: an approval given later does not count for them.
struct Presence {
    let absences: [Absences.Row]
    let delegations: [Delegations.Row]

    /// Until when who is away at this moment is: absences that adjoin or overlap are one.
    func absentUntil(_ person: String, at time: Timestamp) -> Timestamp? {
        let own = absences.filter { $0.personID == person && time < $0.endsAt }.sorted { $0.beginsAt < $1.beginsAt }
        return own.reduce(nil) { end, absence in
            absence.beginsAt <= end ?? time ? max(end ?? absence.endsAt, absence.endsAt) : end
        }
    }

    /// The delegations by which this person acts for others, of those that are not over.
    func held(by person: String, at time: Timestamp) -> [Delegations.Row] {
        delegations.filter { $0.delegateID == person && $0.endedAt == nil && time < $0.endsAt }
    }

    /// This person with those for whom they act.
    /// - Parameters:
    ///   - people: everybody in the team; for whoever is not among them nobody acts.
    ///   - asked: when they are or were asked to review.
    ///   - given: when their answer is or was given.
    func acting(
        _ person: PersonFacts, among people: [PersonFacts], asked: Timestamp, given: Timestamp
    ) -> PersonFacts {
        let live = delegations.filter { delegation in
            delegation.delegateID == person.id && delegation.beginsAt <= asked && asked < delegation.endsAt
                && delegation.endedAt.map { given < $0 } ?? true
        }
        let principals = live.compactMap { delegation in
            people.first { $0.id == delegation.personID }.map {
                Principal(person: $0, section: delegation.section, until: delegation.endsAt)
            }
        }
        return person.acting(for: principals)
    }

    /// Without the delegations that were over by the first moment, or had not begun at the second.
    func between(_ first: Timestamp, and last: Timestamp) -> Presence {
        let live = delegations.filter { delegation in
            delegation.beginsAt <= last && min(delegation.endsAt, delegation.endedAt ?? delegation.endsAt) > first
        }
        return Presence(absences: absences, delegations: live)
    }

    /// For conflicts: who acts for whom, or has; without those that began after the answer was given that is judged.
    func links(given: Timestamp, now: Timestamp) -> [Delegation] {
        delegations.filter { $0.beginsAt <= given }.map { delegation in
            let end = min(delegation.endsAt, delegation.endedAt ?? delegation.endsAt)
            return Delegation(
                personID: delegation.personID, person: delegation.person, delegateID: delegation.delegateID,
                endedAt: end <= now ? end : nil)
        }
    }
}

extension Failure {
    /// An absence or a delegation that cannot be ended: `wrong_state` with who or what has ended it, `not_found` where there
    /// was none.
    static func over(_ kind: String, _ id: String, _ tx: Transaction, _ team: TeamContext) throws -> Failure {
        guard let end = try tx.all(PresenceEnd(team: team.id, id: id)).first else { return .missing(kind, id) }
        let cause = end.by.map { "by \($0) on \(end.at.minute)" } ?? "it was until \(end.at.minute)"
        return Failure(.wrongState, "\(kind) \(id) has ended already: \(cause)")
    }
}
