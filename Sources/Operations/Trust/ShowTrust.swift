import API
import Decisions
import Domain
import Store

/// How far templates are trusted, with the evidence, what is missing for the next rung, and why a promotion does not count.
package enum ShowTrust {
    /// - Parameter template: that one; nil for all that were ever on the ladder.
    package static func run(
        _ team: TeamContext, template: String?, _ page: PageRequest
    ) throws -> Page<TemplateTrustView> {
        try team.read { tx in
            if let template { return Page(items: [try view(tx, team, template)]) }
            let names = try tx.all(
                LadderTemplates(team: team.id, after: page.after.first ?? "", limit: page.limit + 1))
            return try page.page(names, key: { [$0] }, item: { try view(tx, team, $0) })
        }
    }

    static func view(_ tx: Transaction, _ team: TeamContext, _ template: String) throws -> TemplateTrustView {
        let desk = try TrustDesk.load(tx, team, template)
        let outputs = desk.evidence(.read).outputs
        return TemplateTrustView(
            template: template, version: desk.ground.currentVersion, outputs: outputs.total, defects: outputs.count,
            defectRateAtMost: desk.evidence(.read).defectRateAtMost.map { min(1, ($0 * 1_000).rounded(.up) / 1_000) },
            classes: ActionClass.allCases.filter { desk.usedClasses.contains($0) || desk.held[$0] != nil }.map {
                actionClass in
                TrustClassView(actionClass, desk)
            },
            reportedDefects: try DefectView.reported(tx, team, template))
    }
}

/// What is proposed and not decided, newest first.
package enum ListTrustProposals {
    static let limit = 100

    package static func run(_ team: TeamContext) throws -> Page<TrustProposalView> {
        try team.read { tx in Page(items: try views(tx, team)) }
    }

    static func views(_ tx: Transaction, _ team: TeamContext) throws -> [TrustProposalView] {
        var desks = [String: TrustDesk]()
        return try tx.all(OpenTrustProposals(team: team.id, limit: limit)).map { row in
            let desk = try desks[row.template] ?? TrustDesk.load(tx, team, row.template)
            desks[row.template] = desk
            return TrustProposalView(row, obstacle: try row.obstacle(desk))
        }
    }
}

/// Every step, whoever or whatever took it, newest first.
package enum ShowTrustHistory {
    /// How many values the list's sort key has.
    package static let keyParts = 2

    package static func run(
        _ team: TeamContext, template: String?, _ page: PageRequest
    ) throws -> Page<TrustStepView> {
        let before = try page.place()
        return try team.read { tx in
            if let template, try tx.templateVersion(team: team.id, template: template, .latest) == nil {
                throw try Failure.missingTemplate(template, tx, team)
            }
            let rows = try tx.all(
                TrustHistory(team: team.id, template: template ?? "", before: before, limit: page.limit + 1))
            return page.page(rows, key: { [$0.at.description, $0.key] }, item: TrustStepView.init)
        }
    }
}
