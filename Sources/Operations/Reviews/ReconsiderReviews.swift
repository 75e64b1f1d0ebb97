import Domain
import Store

/// Looks again at all that is in review when something has changed on which it depends: the policy, who is in the team, who is
/// away and who acts for whom. Not in the request that changes it, which would hold every output for as long as it takes.
enum ReconsiderReviews {
    /// The oldest; what lacks somebody is tried again every ten minutes besides.
    private static let limit = 1000

    static func run(_ team: TeamContext, entry: Int64) throws {
        for place in try team.read({ try $0.all(OutputsInReview(team: team.id, limit: limit)) }) {
            try RescueReviews.run(team, output: place.output, number: place.version)
        }
        // At last: cut off in the middle, it is done anew, and that changes nothing.
        try team.change { try $0.tx.run(FinishReconsideration(team: team.id, entry: entry)) }
    }
}

extension Change {
    /// What is in review depends on what has been changed here: it is looked at again soon.
    func reconsiderReviews() throws { try tx.run(InsertReconsideration(team: team.id)) }
}
