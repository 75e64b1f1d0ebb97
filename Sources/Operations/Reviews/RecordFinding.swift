import API
import Decisions
import Domain
import Platform
import Store

/// Records a finding: at a place that is checked, or what is missing in words. One that blocks stops every approval until
/// its author closes it on a later version.
package enum RecordFinding {
    static let textLimit = 8_000

    package static func run(_ team: TeamContext, reviewID: String, _ request: FindingRequest) throws -> FindingView {
        try team.change { change in
            // Findings and verdicts of one output come one after the other.
            _ = try change.tx.one(
                LockOutput(team: team.id, id: try OwnedReview.find(change.tx, team, reviewID).row.outputID))
            let review = try OwnedReview.lock(change.tx, team, reviewID)
            let dossier = try ReviewDossier.load(change.tx, team, review)
            try check(request)
            let anchor = request.anchor.map(Anchor.init)
            if let anchor {
                try QuotedPlace.check(
                    anchor, change, dossier, subject: "The finding", by: AnchorCheck.placeFailures)
            }
            let id = try insert(
                change, review, isBlocking: request.isBlocking, cause: request.cause,
                about: TemplateSubject.find(request.subject, dossier, change), text: request.text, anchor: anchor)
            guard let finding = try change.tx.first(FindingByID(team: team.id, id: id)) else {
                throw Failure.missing("finding", id)
            }
            return FindingView(finding)
        }
    }

    private static func check(_ request: FindingRequest) throws {
        guard TextMeasure(request.text).visibleCharacters > 0, request.text.unicodeScalars.count <= textLimit else {
            throw Failure(.invalidInput, "say in 1 to \(textLimit) characters what is wrong or missing")
        }
        try ReasonText.checkPlain(in: request.text, "finding")
    }

    static func insert(
        _ change: Change, _ review: OwnedReview, isBlocking: Bool, cause: FindingCause,
        about subject: TemplateSubject, text: String, anchor: Anchor?
    ) throws -> String {
        let id = Identifier.make(.finding)
        try change.tx.run(
            InsertFinding(
                team: change.team.id, id: id, review: review.row.id, author: review.personID, isBlocking: isBlocking,
                cause: cause, criterion: subject.criterion, templateLine: subject.line, text: text, anchor: anchor))
        try change.record(
            "finding_recorded", "finding:\(id)",
            [
                "output": .string(review.row.outputID), "version": .integer(Int64(review.row.version)),
                "review": .string(review.row.id), "blocking": .bool(isBlocking), "cause": .string(cause.rawValue),
            ])
        return id
    }
}
