import API
import Domain
import Store

/// Closes a finding: by its author only, and one that blocks only on a later version than it was made on. That of a defect is
/// closed by the end of its report.
package enum CloseFinding {
    package static func run(_ team: TeamContext, findingID: String) throws -> FindingView {
        try team.change { change in
            guard let person = team.personID else { throw Failure(.notHuman, "only a person closes a finding") }
            guard let found = try change.tx.first(FindingByID(team: team.id, id: findingID)),
                found.isVisible(to: person)
            else {
                throw Failure.missing("finding", findingID)
            }
            if let defect = try change.tx.first(OutputDefectOfFinding(team: team.id, finding: findingID)) {
                throw refusal(defect)
            }
            let latest = try change.tx.one(LockOutput(team: team.id, id: found.outputID))
            guard found.authorID == person else {
                throw Failure(.notAllowed, "finding \(findingID) is \(found.author)'s; only its author closes it")
            }
            guard !found.isBlocking || latest > found.version else {
                throw Failure(
                    .wrongState,
                    "finding \(findingID) blocks version \(found.version), and there is no later one; "
                        + "ask for changes, and close it on the version that meets it")
            }
            let closed = try change.tx.runNow(
                CloseFindingRow(team: team.id, id: findingID, person: person, version: latest))
            guard closed == 1 else { throw Failure(.alreadyDecided, "finding \(findingID) has been closed") }
            try change.record("finding_closed", "finding:\(findingID)", ["version": .integer(Int64(latest))])
            guard let finding = try change.tx.first(FindingByID(team: team.id, id: findingID)) else {
                throw Failure.missing("finding", findingID)
            }
            return FindingView(finding)
        }
    }

    /// What a defect has made, ends as its report does.
    private static func refusal(_ defect: OutputDefectRow) -> Failure {
        let end =
            switch defect.state {
            case .reported:
                "it is closed when the report is dismissed (`countersign defect dismiss \(defect.id) --reason TEXT`), or "
                    + "withdrawn by \(defect.reportedBy) (`countersign defect withdraw \(defect.id) --reason TEXT`)"
            case .confirmed where FindingCause.ofTemplates.contains(defect.cause):
                "the defect is confirmed, so a version of \(defect.template) answers it (`countersign template push FOLDER "
                    + "--answers \(defect.finding)`)"
            case .confirmed: "the defect is confirmed, which is final"
            case .dismissed, .withdrawn: "it was closed when the report was \(defect.state.rawValue)"
            }
        return Failure(
            .wrongState, "finding \(defect.finding) is that of defect \(defect.id), found after the approval: \(end)")
    }
}
