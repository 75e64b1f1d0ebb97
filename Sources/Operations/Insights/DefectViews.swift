import API
import Domain
import Store

extension DefectView {
    init(_ row: OutputDefectRow, judges: DefectJudgesView? = nil) {
        self.init(
            id: row.id, output: row.outputID, version: row.version, criterion: row.criterion, cause: row.cause,
            finding: row.finding, reason: row.reason, reportedBy: row.reportedBy, reportedAt: row.reportedAt,
            state: row.state,
            judgement: row.judgement.map { DefectJudgementView(by: $0.by, at: $0.at, reason: $0.reason) },
            judges: judges)
    }

    /// With who may judge it, as long as nobody has.
    static func load(_ row: OutputDefectRow, _ tx: Transaction, _ team: TeamContext) throws -> DefectView {
        DefectView(row, judges: row.state == .reported ? try DefectJudgesView.load(tx, team, row.id) : nil)
    }

    /// What waits to be judged in outputs of a template, the oldest first.
    static func reported(_ tx: Transaction, _ team: TeamContext, _ template: String) throws -> [DefectView] {
        try tx.all(ReportedDefects(team: team.id, template: template, limit: 100)).map { DefectView($0.defect) }
    }
}

extension DefectJudgesView {
    static func load(_ tx: Transaction, _ team: TeamContext, _ defect: String) throws -> DefectJudgesView {
        let people = try tx.all(DefectJudges(team: team.id, defect: defect))
        let judges = people.filter(\.isJudge)
        var view = DefectJudgesView(
            mayConfirm: judges.map(\.login), mayDismiss: judges.filter { !$0.hasStake }.map(\.login))
        if view.mayDismiss.isEmpty {
            view.shortage = shortage(
                view.mayConfirm, others: people.filter { !$0.isJudge && !$0.hasStake }.map(\.login))
        }
        return view
    }

    /// - Parameter others: members without a role that judges, who have no stake in it.
    private static func shortage(_ confirmers: [String], others: [String]) -> String {
        let lack =
            confirmers.isEmpty
            ? "nobody else in the team can judge it"
            : "\(names(confirmers)) can only confirm it, having asked for the output, approved it or written its template"
        let remedy =
            others.isEmpty
            ? "an admin can take in somebody else with `countersign member set LOGIN --role reviewer`"
            : "an admin can appoint \(names(others)) with `countersign member set LOGIN --role member --role reviewer`"
        return "\(lack); \(remedy)"
    }
}
