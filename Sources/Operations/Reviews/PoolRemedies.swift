import Decisions
import Domain
import Formats
import Store

/// What would help where too few people could review, by why they cannot; each remedy once, and none that changes nothing.
struct PoolRemedies {
    let pool: ReviewerPool
    /// Whoever may still be counted upon.
    let able: [PersonFacts]
    /// The owners for whom nobody stands in, though they may not be counted upon: they are there and could not tell, say. Nil:
    /// all who are counted upon.
    var present: [PersonFacts]?
    /// Whether the work is done already: then it has its requester, and its policy lets nobody else in.
    let isBegun: Bool
    /// Whether it is about a time to come: until then whoever will be away can still say who acts for them.
    var isForeseen = false

    /// - Parameter quorum: as the policy asks for it, before anybody stands in.
    func remedies(for quorum: Quorum) -> [String] {
        let filled = quorum.filled(from: present ?? able)
        let reviewers = filled.open(after: able) > 0 ? remedies(for: [.role(.reviewer)]) : []
        let owners = zip(quorum.demands, filled.demands).flatMap { demand, filled in
            filled.open(after: able) > 0 ? remedies(for: demand) : []
        }
        return (reviewers + owners).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// A role can be given; people who are named cannot be replaced but by another policy.
    func remedies(for demand: Quorum.OwnerDemand) -> [String] {
        remedies(for: demand.owners) + (demand.owners.contains(where: \.isRole) ? [] : [remedy(forLineOf: demand)])
    }

    private func remedies(for owners: [Owner]) -> [String] {
        let named = pool.members.filter { member in owners.contains { $0.includes(member.person) } }
        let asks = named.contains { $0.conflicts.contains { $0.involvement.role == .requester } }
        let gone = named.filter { member in
            member.conflicts.isEmpty && !able.contains { $0.id == member.person.id }
        }
        return (asks && !isBegun ? ["somebody else dispatches it"] : []) + gone.map(remedy) + owners.compactMap(remedy)
    }

    /// An admin delegates for those only who are away, nobody delegates who acts for somebody, and nothing counts that is only offered.
    private func remedy(for member: ReviewerPool.Member) -> String {
        let login = member.person.login
        let held = pool.presence.held(by: member.person.id, at: pool.now)
        if isForeseen && member.absentUntil == nil {
            return "\(login) \(release("they act", held))says who acts for them: "
                + "`countersign owners delegate --to LOGIN --until DAY --reason TEXT`\(consent)"
        }
        let absence =
            member.absentUntil == nil
            ? "that \(login) is away: `countersign absence set --person \(login) --until DAY --reason TEXT`, and then "
            : ""
        return "an admin \(release("\(login) acts", held))says \(absence)who acts for \(login): "
            + "`countersign owners delegate --for \(login) --to LOGIN --until DAY --reason TEXT`\(consent)"
    }

    private var consent: String { ", and LOGIN accepts" }

    /// - Parameter acting: `rob acts`.
    private func release(_ acting: String, _ delegations: [Delegations.Row]) -> String {
        delegations.map {
            "takes back that \(acting) for \($0.person): `countersign owners undelegate \($0.id)`, and then "
        }.joined()
    }

    private func remedy(for owner: Owner) -> String? {
        switch owner {
        case .role(let role):
            let roles = role == .member ? "--role member" : "--role member --role \(role.rawValue)"
            return "an admin makes somebody \(role.rawValue): `countersign member set LOGIN \(roles)`"
        case .person(let login):
            let isThere = pool.members.contains { owner.includes($0.person) }
            return isThere || !LoginName.isValid(login) ? nil : Roster.lack(of: login)
        // Nobody can be made one of those.
        case .email, .group: return nil
        }
    }

    private func remedy(forLineOf demand: Quorum.OwnerDemand) -> String {
        let unable = demand.standIns.filter { DistinctOwners.count(able, among: [$0], in: demand.section) == 0 }
        let change =
            if demand.standIns.isEmpty {
                ", or who stands in, under `^[Fallback]`"
            } else if unable.isEmpty {
                ""
            } else {
                ", or somebody else under `^[Fallback]` (\(unable.map(\.description).joined(separator: ", ")) cannot)"
            }
        return (isBegun ? "for a new run, " : "") + "a policy names more owners on line \(demand.place)\(change)"
    }
}
