import API
import Decisions
import Domain
import Store

/// One output: versions, files, provenance, reviews, findings, defects, and whether its approval is effective now.
package enum ShowOutput {
    package static func run(_ team: TeamContext, id: String) throws -> OutputView {
        try team.read { try load($0, team, id) }
    }

    static func load(_ tx: Transaction, _ team: TeamContext, _ id: String) throws -> OutputView {
        let (outputs, rows, files, reviewRows, findings, defects) = try tx.all(
            OutputByID(team: team.id, id: id), OutputVersions(team: team.id, output: id),
            OutputFiles(team: team.id, output: id), ReviewsOfOutput(team: team.id, output: id),
            FindingsOnOutput(team: team.id, output: id), OutputDefects(team: team.id, output: id))
        guard let output = outputs.first else { throw Failure.missing("output", id) }
        let versions = versions(id, rows, files)
        let planned = Dictionary(
            versions.map { ($0.number, $0.plannedSeconds) }, uniquingKeysWith: { first, _ in first })
        let reviews = reviewRows.map { review in
            ReviewSummary(review, title: output.title, plannedSeconds: planned[review.version] ?? 0)
        }
        return OutputView(
            summary: OutputSummary(output), versions: versions,
            approval: try EffectiveApproval.compute(tx, team, outputID: id), reviews: reviews,
            findings: findings.filter { $0.isVisible(to: team.personID) }.map(FindingView.init),
            defects: try defects.map { try DefectView.load($0, tx, team) })
    }

    static func version(_ tx: Transaction, _ team: TeamContext, _ id: String, _ number: Int) throws -> OutputVersionView
    {
        let (rows, files) = try tx.all(
            OutputVersions(team: team.id, output: id), OutputFiles(team: team.id, output: id))
        guard let version = versions(id, rows, files).first(where: { $0.number == number }) else {
            throw Failure.missing("version", "\(number) of output \(id)")
        }
        return version
    }

    private static func versions(
        _ id: String, _ rows: [OutputVersionRow], _ files: [OutputFileRow]
    ) -> [OutputVersionView] {
        let files = Dictionary(grouping: files, by: \.version)
        return rows.map { version in
            OutputVersionView(
                output: id, number: version.number, contentDigest: version.contentDigest,
                manifestRoot: version.manifestRoot, chunkCount: version.chunkCount,
                plannedSeconds: Int((version.plannedMilliseconds + 999) / 1000), submittedAt: version.submittedAt,
                provenance: Provenance(
                    template: version.template, templateVersion: version.templateVersion,
                    briefDigest: version.briefDigest, runner: version.runner, attempt: version.attempt),
                files: (files[version.number] ?? []).map {
                    OutputFileView(path: $0.path, kind: $0.kind, digest: $0.digest, size: $0.sizeBytes)
                },
                notices: (version.notices.array ?? []).compactMap(\.string))
        }
    }
}

extension OutputSummary {
    init(_ output: OutputRow) {
        self.init(
            id: output.id, run: output.runID, title: output.title, risk: output.risk, reviewState: output.reviewState,
            latestVersion: output.latestVersion, createdAt: output.createdAt,
            isTrial: output.isTrial)
    }
}
