import Decisions
import Domain
import Store

/// Who of a team can review an output now, and why the others cannot. Asked before a run is dispatched, when its reviewers
/// are assigned, and (by the same rules) when a verdict is given and used.
package struct ReviewerPool: Sendable {
    package struct Member: Sendable {
        /// With those for whom they act now.
        package let person: PersonFacts
        package let openReviews: Int
        /// The planned reading time of those.
        package let openMilliseconds: Int64
        /// Empty for those who have no part in the work.
        package let conflicts: [Conflict]
        /// Until when they are away; nil for whoever is there.
        package let absentUntil: Timestamp?

        /// Whether they can be asked now.
        package var isAble: Bool { conflicts.isEmpty && absentUntil == nil }

        /// Why not, in a few words each: `asked for run run_…`, `absent until …`.
        package var reasons: [String] {
            conflicts.parts + [absentUntil.map { "absent until \($0.minute)" }].compactMap { $0 }
        }
    }

    /// Everybody in the team whose account works, by login.
    package let members: [Member]
    let involvements: [Involvement]
    let presence: Presence
    /// The database's time at which this was so.
    let now: Timestamp

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

    /// The pool of a run of which nothing is known but the policy and the context that every run has: whoever asks for it, and who made its template, drop out besides.
    /// - Parameter time: when somebody would ask for it; nil for now.
    static func ofAnyRun(_ tx: Transaction, _ team: TeamContext, from time: Timestamp? = nil) throws -> ReviewerPool {
        try load(tx, team, Involvements.ofAnyRun(tx, team, from: time ?? tx.startedAt))
    }

    /// - Parameter since: when the run was asked for; whoever has acted for somebody since has their conflicts. Nil for now.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ involvements: [Involvement], since: Timestamp? = nil
    ) throws -> ReviewerPool {
        let roster = try ReviewerRoster.load(tx, team, since: since ?? tx.startedAt)
        return roster.pool(involvements, at: roster.now)
    }

    /// Those who have no part in the work, whether or not they are away.
    var free: [PersonFacts] { members.filter(\.conflicts.isEmpty).map(\.person) }

    /// Whoever gave this review or still may, with those for whom they count in it; nil for who is not here any more, or had
    /// a part in the work then.
    func reviewer(of review: ReviewRow) -> PersonFacts? {
        guard let member = members.first(where: { $0.person.id == review.reviewerID }),
            Conflicts.all(standing(of: member.person.id, given: review.verdictAt)).isEmpty
        else { return nil }
        return presence.acting(
            member.person, among: members.map(\.person), asked: review.assignedAt, given: review.verdictAt ?? now)
    }

    /// What stands between a person of the team and the work.
    /// - Parameter given: when their verdict was given, by which it is judged for whom they acted; nil for now.
    func standing(of personID: String, given: Timestamp?) -> ReviewerStanding {
        ReviewerStanding(personID: personID, involvements: involvements, presence: presence, given: given, now: now)
    }

    /// The others, with their parts.
    var conflicted: [AbsenceOutlook.Conflicted] {
        members.filter { !$0.conflicts.isEmpty }
            .map { AbsenceOutlook.Conflicted(login: $0.person.login, reasons: $0.conflicts.parts) }
    }

    /// Those who can be asked, whatever their role: what `PolicyBundle.admit` wants as its pool.
    package var able: [PersonFacts] { members.filter(\.isAble).map(\.person) }

    /// Those who may review what this quorum is for and can be asked: by role or because an OWNERS line names them, without
    /// a conflict, and not away.
    package func eligible(for quorum: Quorum) -> [Member] {
        members.filter { $0.isAble && quorum.mayReview($0.person) }
    }

    /// Why people of the team cannot review: `{login: [reason]}`, for the detail of `pool_too_small`.
    package var excluded: JSON {
        let excluded = members.filter { !$0.isAble }.map { member in
            (member.person.login, JSON.array(member.reasons.map { .string($0) }))
        }
        return .object(Dictionary(excluded, uniquingKeysWith: { first, _ in first }))
    }

    /// The same in lines for people, by login.
    var exclusions: [String] {
        members.filter { !$0.isAble }.map { "\($0.person.login) cannot: \($0.reasons.joined(separator: "; "))" }
    }

    /// `ann until …, bob until …`, of those who could review for this if they were not away; nil if there are
    /// none.
    func awayNotice(for quorum: Quorum) -> String? {
        let away = members.filter { quorum.mayReview($0.person) }.compactMap { member in
            member.conflicts.isEmpty ? member.absentUntil.map { "\(member.person.login) until \($0.minute)" } : nil
        }
        return away.isEmpty ? nil : away.joined(separator: ", ")
    }
}
