import Decisions
import Domain
import Store

/// What of the people of a team is the same for every work: who they are, when they are away, and who acts for whom.
struct ReviewerRoster {
    let people: [TeamPeople.Row]
    let presence: Presence
    /// The database's time at which this was so.
    let now: Timestamp

    /// - Parameter since: absences and delegations that were over then are left out.
    static func load(_ tx: Transaction, _ team: TeamContext, since: Timestamp) throws -> ReviewerRoster {
        let (clock, people, absences, delegations) = try tx.all(
            DatabaseClock(), TeamPeople(team: team.id), Absences(team: team.id, since: since),
            Delegations(team: team.id, since: since))
        let presence = Presence(absences: absences, delegations: delegations)
        return ReviewerRoster(people: people, presence: presence, now: try clock.one())
    }

    /// The pool of a work that was asked for at some time, as it was then or later.
    func pool(_ involvements: [Involvement], since: Timestamp, at time: Timestamp) -> ReviewerPool {
        ReviewerRoster(people: people, presence: presence.between(since, and: time), now: now)
            .pool(involvements.filter { $0.atMilliseconds <= Int(time.millisecondsSince1970) }, at: time)
    }

    /// As it is at that time.
    func pool(_ involvements: [Involvement], at time: Timestamp) -> ReviewerPool {
        let persons = people.map { PersonFacts(id: $0.id, login: $0.login, roles: Set($0.roles)) }
        let members = zip(people, persons).map { row, person in
            let standing = ReviewerStanding(
                personID: row.id, involvements: involvements, presence: presence, now: time)
            return ReviewerPool.Member(
                person: presence.acting(person, among: persons, asked: time, given: time),
                openReviews: row.openReviews, openMilliseconds: row.openMilliseconds,
                conflicts: Conflicts.all(standing), absentUntil: presence.absentUntil(row.id, at: time))
        }
        return ReviewerPool(members: members, involvements: involvements, presence: presence, now: time)
    }
}
