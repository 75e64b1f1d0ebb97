import Domain
import Store

/// The people of a team as they were when they were asked about one version: what they were entitled to then they may finish.
struct ApprovingPeople {
    let pool: ReviewerPool
    let verdicts: [VerdictsOnVersion.Row]
    /// Of the version.
    let reviews: [ReviewRow]

    /// Everybody, with those for whom they acted when they were asked; whoever has given no verdict, with those for whom they
    /// act now.
    var people: [PersonFacts] {
        let everybody = pool.members.map(\.person)
        return everybody.map { person in
            guard let verdict = verdict(of: person) else { return person }
            return pool.presence.acting(person, among: everybody, asked: verdict.assignedAt, given: verdict.givenAt)
        }
    }

    /// The last that they gave.
    func verdict(of person: PersonFacts) -> VerdictsOnVersion.Row? { verdicts.last { $0.person == person.id } }

    /// The owners on whom the version could count, for whom nobody had to stand in: without a conflict, there now and whenever
    /// somebody who has approved was asked, and not late.
    var owners: [PersonFacts] {
        let late = Set(reviews.filter(\.wasPassedOn).map(\.reviewerID))
        let moments = verdicts.filter { $0.verdict == .approve }.map(\.assignedAt)
        return pool.able.filter { person in
            !late.contains(person.id) && moments.allSatisfy { pool.presence.absentUntil(person.id, at: $0) == nil }
        }
    }
}
