import API
import Domain
import Store

/// Takes the reader's attention off: what follows is not credited until the next part is opened.
package enum PauseReview {
    package static func run(_ team: TeamContext, reviewID: String) throws -> ReadingView {
        try team.change { change in
            let review = try OwnedReview.lock(change.tx, team, reviewID)
            try Attention.lock(change).leave(review.row.id)
            try change.record("review_paused", "review:\(review.row.id)")
            return try ReadingView.load(change.tx, team, review: review.row.id)
        }
    }
}
