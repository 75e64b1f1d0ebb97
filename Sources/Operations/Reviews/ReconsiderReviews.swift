import Domain
import Store

/// Looks again at all that is in review when something has changed on which it depends: the policy, who is in the team, who is
/// away and who acts for whom. Not in the request that changes it, which would hold every output for as long as it takes.
enum ReconsiderReviews {
    /// - Parameters:
    ///   - subject: the last output that was looked at before; the team itself where it begins.
    ///   - limit: so many at once, the oldest; a further job goes on with the rest.
    static func run(_ team: TeamContext, after subject: String, entry: Int64, limit: Int = 1000) throws {
        let after = subject == team.id ? nil : subject
        let places = try team.read { try $0.all(OutputsInReview(team: team.id, after: after, limit: limit)) }
        for place in places { try RescueReviews.run(team, output: place.output, number: place.version) }
        // At last: cut off in the middle, it is done anew, and that changes nothing.
        try team.change { change in
            if let last = places.last, places.count == limit {
                try change.tx.run(InsertReconsideration(team: team.id, after: last.output))
            }
            try change.tx.run(FinishReconsideration(team: team.id, entry: entry))
        }
    }
}

extension Change {
    /// What is in review depends on what has been changed here: it is looked at again soon, or when that begins to count.
    func reconsiderReviews(at begin: Timestamp? = nil) throws {
        try tx.run(InsertReconsideration(team: team.id, at: begin))
    }
}
