import Decisions
import Domain
import Store

/// Who of a team can review an output now, and why the others cannot. Asked before a run is dispatched, when its reviewers
/// are assigned, and (by the same rules) when a verdict is given and used.
package struct ReviewerPool: Sendable {
    package struct Member: Sendable {
        package let person: PersonFacts
        package let openReviews: Int
        /// The planned reading time of those.
        package let openMilliseconds: Int64
        /// Empty for those who have no part in the work.
        package let conflicts: [Failure]

        /// The same in a few words each: `requester: run run_…`
        package var reasons: [String] {
            conflicts.map { "\($0.detail["role"]?.string ?? ""): \($0.detail["what"]?.string ?? "")" }
        }
    }

    /// Everybody in the team whose account works, by login.
    package let members: [Member]

    /// The pool of a run that somebody asks for. On which host it will run is not known yet; that host's operator drops
    /// out when reviewers are assigned.
    package static func beforeDispatch(
        _ tx: Transaction, _ team: TeamContext, requester: String, template: String, templateVersion: Int,
        context: [ContextDocument]
    ) throws -> ReviewerPool {
        let involvements = try Involvements.beforeDispatch(
            tx, team, requester: requester, template: template, templateVersion: templateVersion, context: context)
        return try load(tx, team, involvements)
    }

    static func load(
        _ tx: Transaction, _ team: TeamContext, _ involvements: [Involvement]
    ) throws -> ReviewerPool {
        let (clock, people) = try tx.all(DatabaseClock(), TeamPeople(team: team.id))
        let now = try clock.one()
        return ReviewerPool(
            members: people.map { row in
                let standing = ReviewerStanding(personID: row.id, involvements: involvements, now: now)
                return Member(
                    person: PersonFacts(id: row.id, login: row.login, roles: Set(row.roles)),
                    openReviews: row.openReviews, openMilliseconds: row.openMilliseconds,
                    conflicts: Conflicts.failures(standing))
            })
    }

    /// Those without a conflict, whatever their role: what `PolicyBundle.admit` wants as its pool.
    package var unconflicted: [PersonFacts] { members.filter(\.conflicts.isEmpty).map(\.person) }

    /// Those who may review what this quorum is for: by role or because an OWNERS line names them, and without a conflict.
    package func eligible(for quorum: Quorum) -> [Member] {
        members.filter { $0.conflicts.isEmpty && quorum.mayReview($0.person) }
    }

    /// Why people of the team cannot review: `{login: [reason]}`, for the detail of `pool_too_small`.
    package var excluded: JSON {
        let excluded = members.filter { !$0.conflicts.isEmpty }.map { member in
            (member.person.login, JSON.array(member.reasons.map { .string($0) }))
        }
        return .object(Dictionary(excluded, uniquingKeysWith: { first, _ in first }))
    }
}
