import API
import Domain
import Store

/// Reports a defect that reviewers let pass: in the latest version of an output that was approved or released. What is not yet
/// approved gets a finding instead. It counts nowhere until somebody else confirms it.
package enum ReportDefect {
    static let reasonLimit = 8_000

    package static func run(_ team: TeamContext, outputID: String, _ request: DefectRequest) throws -> DefectView {
        try team.change { change in
            guard let person = team.personID else { throw Failure(.notHuman, "only a person reports a defect") }
            guard TextMeasure(request.reason).visibleCharacters > 0,
                request.reason.unicodeScalars.count <= reasonLimit
            else { throw Failure(.invalidInput, "say in 1 to \(reasonLimit) characters what is wrong") }
            try ReasonText.checkPlain(in: request.reason, "reason")
            guard let output = try change.tx.first(OutputByID(team: team.id, id: outputID)),
                let run = try change.tx.first(RunByID(team: team.id, id: output.runID))
            else { throw Failure.missing("output", outputID) }
            guard [.approved, .released].contains(output.reviewState) else {
                throw Failure(
                    .wrongState,
                    "output \(outputID) has not been approved, so no defect has got past its reviewers; "
                        + "record a finding in a review")
            }
            if let criterion = request.criterion {
                let template = try TaskTemplate.load(change.tx, team, run.template, number: run.templateVersion)
                guard template.successCriteria.contains(where: { $0.id == criterion }) else {
                    throw missing(criterion, in: template, run.templateVersion)
                }
            }
            return try record(request, output, person, change)
        }
    }

    private static func missing(_ criterion: String, in template: TaskTemplate, _ number: Int) -> Failure {
        let ids = template.successCriteria.map(\.id)
        let near = NearestName.of(criterion, in: ids).map { " (did you mean \($0)?)" } ?? ""
        return Failure(
            .notFound,
            "\(template.name) version \(number) has no criterion \(HiddenText.render(criterion))\(near); it has "
                + ids.joined(separator: ", "))
    }

    private static func record(
        _ request: DefectRequest, _ output: OutputRow, _ person: String, _ change: Change
    ) throws -> DefectView {
        let (id, finding) = (Identifier.make(.defect), Identifier.make(.finding))
        try change.tx.run(
            InsertOutputDefect(
                team: change.team.id, id: id, output: output.id, version: output.latestVersion,
                criterion: request.criterion, cause: request.cause ?? .template, finding: finding,
                reason: request.reason, person: person, at: change.tx.startedAt))
        try change.record(
            "defect_reported", "output:\(output.id)",
            [
                "defect": .string(id), "version": .integer(Int64(output.latestVersion)), "finding": .string(finding),
            ])
        let defects = try change.tx.all(OutputDefects(team: change.team.id, output: output.id))
        guard let defect = defects.first(where: { $0.id == id }) else { throw Failure.missing("defect", id) }
        // Asked afterwards: whoever reports the same meanwhile has waited for the other.
        try refuseTwin(of: defect, in: defects)
        return try DefectView.load(defect, change.tx, change.team)
    }

    /// Somebody else's report of the same is a second pair of eyes.
    private static func refuseTwin(of defect: OutputDefectRow, in defects: [OutputDefectRow]) throws {
        let twin = defects.first { row in
            row.id != defect.id && row.reporterID == defect.reporterID && row.version == defect.version
                && row.criterion == defect.criterion && row.reason == defect.reason
        }
        guard let twin else { return }
        throw Failure(
            .alreadyExists,
            "you have reported this already, as \(twin.id); for another defect say what else is wrong",
            detail: ["defect": .string(twin.id)])
    }
}
