import API
import Decisions
import Domain
import Store

/// Answers one success criterion, with a quotation that is checked at once. An answer can be given anew until the verdict;
/// there is no call that answers more than one.
package enum AnswerCriterion {
    static let reasonLimit = 4_000

    package static func run(
        _ team: TeamContext, reviewID: String, criterion: String, _ request: CriterionRequest
    ) throws -> ReviewView {
        try team.change { change in
            let review = try OwnedReview.lock(change.tx, team, reviewID)
            let dossier = try ReviewDossier.load(change.tx, team, review)
            guard dossier.template.successCriteria.contains(where: { $0.id == criterion }) else {
                throw Failure.missing("criterion", criterion)
            }
            let reason = request.reason ?? ""
            guard reason.utf8.count <= reasonLimit else {
                throw Failure(.invalidInput, "the reason is longer than \(reasonLimit) bytes; say it shorter")
            }
            try ReasonText.checkPlain(in: reason, "reason")
            let anchor = request.anchor.map(Anchor.init)
            if let anchor {
                try QuotedPlace.check(
                    anchor, change, dossier, subject: "Criterion \(criterion)", by: AnchorCheck.failures)
            }
            try change.tx.run(
                UpsertCriterionAnswer(
                    team: team.id, review: review.row.id,
                    row: CriterionAnswerRow(
                        criterion: criterion, answer: request.answer, reason: reason, anchor: anchor)))
            try change.record(
                "criterion_answered", "review:\(review.row.id)",
                ["criterion": .string(criterion), "answer": .string(request.answer.rawValue)])
            return try ShowReview.view(change.tx, team, review)
        }
    }
}

/// A place that somebody quotes, against the stored text.
enum QuotedPlace {
    typealias Rule = (_ anchor: Anchor, _ chunk: Chunk?, _ text: String?, _ subject: String) -> [Failure]

    /// Throws the first of what is wrong with it, naming all.
    static func check(
        _ anchor: Anchor, _ change: Change, _ dossier: ReviewDossier, subject: String, by rule: Rule
    ) throws {
        let texts = try LoadedReading.texts(change.tx, change.team, dossier.review, chunks: [anchor.chunk])
        let chunk = dossier.chunks.first { $0.chunk.index == anchor.chunk }?.chunk
        let failures = rule(anchor, chunk, texts[anchor.chunk], subject)
        if let failure = ReviewDecision.refused(failures).failure { throw failure }
    }
}
