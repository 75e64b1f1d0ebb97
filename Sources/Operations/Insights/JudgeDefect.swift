import API
import Domain
import Store

/// Ends a report of a defect, once and for good: somebody else confirms it, and from then on it counts, or dismisses it; or its
/// reporter takes it back.
package enum JudgeDefect {
    package static func confirm(_ team: TeamContext, _ id: String) throws -> DefectView {
        try end(team, id, as: .confirmed, reason: "")
    }

    package static func dismiss(_ team: TeamContext, _ id: String, _ input: DefectEnd) throws -> DefectView {
        try end(team, id, as: .dismissed, reason: ReasonText.check(input.reason))
    }

    package static func withdraw(_ team: TeamContext, _ id: String, _ input: DefectEnd) throws -> DefectView {
        try end(team, id, as: .withdrawn, reason: ReasonText.check(input.reason))
    }

    private static func end(
        _ team: TeamContext, _ id: String, as judgement: DefectState, reason: String
    ) throws -> DefectView {
        let person = try team.context.person()
        return try team.change { change in
            let tx = change.tx
            guard let known = try tx.first(OutputDefectByID(team: team.id, id: id)) else {
                throw Failure.missing("defect", id)
            }
            try tx.runNow(LockTrust(team: team.id, template: known.template))
            let defect = try tx.one(OutputDefectByID(team: team.id, id: id))
            if let refusal = try refusal(of: judgement, of: defect, by: person, tx, team) { throw refusal }
            try tx.runNow(
                InsertDefectJudgement(
                    team: team.id, defect: id, judgement: judgement, reason: reason, person: person.id,
                    at: tx.startedAt))
            try record(judgement, defect, reason: reason, change)
            if judgement == .confirmed { try change.recordTrust(in: defect.template, by: person.id) }
            return DefectView(try tx.one(OutputDefectByID(team: team.id, id: id)))
        }
    }

    private static func record(
        _ judgement: DefectState, _ defect: OutputDefectRow, reason: String, _ change: Change
    ) throws {
        var data: [String: JSON] = ["defect": .string(defect.id), "finding": .string(defect.finding)]
        if judgement == .confirmed {
            return try change.record("defect_confirmed", "output:\(defect.outputID)", data)
        }
        data["reason_digest"] = .string(Digest.of(reason).description)
        try change.record(
            judgement == .dismissed ? "defect_dismissed" : "defect_withdrawn", "output:\(defect.outputID)", data)
    }

    /// Why this person cannot end it so; nil if they can. The database has the last word.
    private static func refusal(
        of judgement: DefectState, of defect: OutputDefectRow, by person: CallingPerson, _ tx: Transaction,
        _ team: TeamContext
    ) throws -> Failure? {
        if let ended = defect.judgement {
            return Failure(
                .alreadyDecided,
                "\(ended.by) has \(defect.state.rawValue) defect \(defect.id), which is final; report anew what is wrong with "
                    + "`countersign output defect \(defect.outputID)`")
        }
        let isReporter = person.id == defect.reporterID
        if judgement == .withdrawn {
            return isReporter
                ? nil
                : Failure(
                    .notAllowed,
                    "\(defect.reportedBy) reported defect \(defect.id), and only they take it back; reviewers and admins judge "
                        + "it with `countersign defect confirm` or `dismiss`")
        }
        let judges = try DefectJudgesView.load(tx, team, defect.id)
        if isReporter {
            return Failure(
                .secondPersonRequired,
                "you reported defect \(defect.id): \(judges.words); you can take it back with `countersign defect withdraw "
                    + "\(defect.id)`")
        }
        let may = judgement == .confirmed ? judges.mayConfirm : judges.mayDismiss
        guard !may.contains(person.login) else { return nil }
        return judges.mayConfirm.contains(person.login)
            ? Failure(
                .conflictOfInterest,
                "you asked for this output, approved it or wrote its template: confirm defect \(defect.id), or leave it to "
                    + "others; \(judges.words)")
            : Failure(.notAllowed, "defects are judged by reviewers and admins of the team; \(judges.words)")
    }
}
