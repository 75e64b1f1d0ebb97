import API
import Domain
import Store

/// What waits for the caller: reviews that are theirs, offers to act for somebody, questions of the team's agents, held actions that they may sign,
/// context and moves of labels that they may approve, drafts that they may publish, revisions of theirs that hurt or did not
/// help, reported defects that they may judge, confirmed ones in outputs of their templates and falls of trust in them, and for admins all such, proposed policies and steps of trust, the effects of which nobody knows whether
/// they happened, the context that nobody has confirmed for long, and the outputs that lack reviewers.
package enum ShowInbox {
    /// Of each kind, the oldest: an inbox that is longer is a defect of its own.
    private static let limit = 200
    private static let revisionLimit = 5

    package static func run(_ team: TeamContext) throws -> InboxView {
        let person = try team.context.person()
        return try team.read { tx in
            let reviews = try tx.all(InboxReviews(team: team.id, person: person.id))
            let planned = reviews.reduce(0) { $0 + $1.plannedMilliseconds }
            let author = team.roles.contains(.admin) ? "" : person.id
            return InboxView(
                reviews: reviews.map(ReviewSummary.init),
                questions: try tx.all(InboxQuestions(team: team.id, limit: limit)).map(QuestionView.init),
                actions: try actions(tx, team, person), context: try proposals(tx, team, person),
                drafts: try drafts(tx, team, person), labels: try labelMoves(tx, team, person),
                policies: try policies(tx, team, person), trust: try trust(tx, team, person),
                falls: try TrustFallView.all(
                    tx.all(
                        TrustFalls(
                            team: team.id, author: author, without: person.id, days: TrustFallView.days, limit: limit)),
                    tx, team),
                reportedDefects: try reportedDefects(tx, team, person),
                defects: try tx.all(InboxDefects(team: team.id, author: author, limit: limit))
                    .map(UnansweredFindingsView.init),
                staleContext: try staleContext(tx, team), shortages: try shortages(tx, team),
                delegations: try tx.all(DelegationOffers(team: team.id)).filter { $0.delegateID == person.id }
                    .map { DelegationView($0) },
                revisions: try revisions(tx, team, author: author),
                plannedMinutes: Int((planned + 59_999) / 60_000))
        }
    }

    private static func proposals(
        _ tx: Transaction, _ team: TeamContext, _ person: CallingPerson
    ) throws -> [ContextSummary] {
        guard team.keepsContext else { return [] }
        return try tx.all(ProposedContext(team: team.id)).filter { $0.authorID != person.id }.map(ContextSummary.init)
    }

    /// As the endpoints for publication and labels have it.
    private static func looksAfterTemplates(_ team: TeamContext) -> Bool {
        !team.roles.isDisjoint(with: [.member, .admin])
    }

    private static func drafts(
        _ tx: Transaction, _ team: TeamContext, _ person: CallingPerson
    ) throws -> [TemplateVersionSummary] {
        guard looksAfterTemplates(team) else { return [] }
        return try tx.all(InboxDrafts(team: team.id, person: person.id, limit: limit)).map(TemplateVersionSummary.init)
    }

    private static func labelMoves(
        _ tx: Transaction, _ team: TeamContext, _ person: CallingPerson
    ) throws -> [LabelMoveView] {
        guard looksAfterTemplates(team) else { return [] }
        return try tx.all(InboxLabelMoves(team: team.id, person: person.id, limit: limit)).map { row in
            LabelMoveView(
                template: row.template, label: row.move.label,
                project: row.move.project.isEmpty ? nil : row.move.project,
                proposal: LabelProposal(row.move))
        }
    }

    private static func policies(
        _ tx: Transaction, _ team: TeamContext, _ person: CallingPerson
    ) throws -> [PolicyProposalView] {
        guard team.roles.contains(.admin) else { return [] }
        return try ListPolicyProposals.proposals(tx, team).filter { proposal in
            let hasSaidYes = proposal.row.approvals.contains { $0.counts && $0.login == person.login }
            return proposal.isOpen && proposal.row.proposedByID != person.id
                && (!hasSaidYes || proposal.missing.isEmpty)
        }.map(PolicyProposalView.init)
    }

    private static func trust(
        _ tx: Transaction, _ team: TeamContext, _ person: CallingPerson
    ) throws -> [TrustProposalView] {
        guard team.roles.contains(.admin) else { return [] }
        return try ListTrustProposals.views(tx, team).filter { $0.obstacle == nil && $0.proposedBy != person.login }
    }

    private static func reportedDefects(
        _ tx: Transaction, _ team: TeamContext, _ person: CallingPerson
    ) throws -> [ReportedDefectView] {
        guard !team.roles.isDisjoint(with: [.reviewer, .admin]) else { return [] }
        return try tx.all(ReportedDefects(team: team.id, person: person.id, limit: limit)).map { row in
            ReportedDefectView(
                defect: DefectView(row.defect), template: row.defect.template, run: row.defect.runID,
                mayDismiss: !row.hasStake)
        }
    }

    private static func staleContext(_ tx: Transaction, _ team: TeamContext) throws -> [ContextSummary] {
        guard team.roles.contains(.admin) || team.id == TeamContext.installationID else { return [] }
        return try tx.all(StaleContext(team: team.id, days: ListStaleContext.days)).map(ContextSummary.init)
    }

    private static func shortages(_ tx: Transaction, _ team: TeamContext) throws -> [ShortageView] {
        guard team.roles.contains(.admin) else { return [] }
        return try tx.all(OpenShortages(team: team.id, limit: limit)).map(ShortageView.init)
    }

    private static func revisions(
        _ tx: Transaction, _ team: TeamContext, author: String
    ) throws -> [RevisionView] {
        try Revision.load(tx, team, author: author, limit: revisionLimit)
            .filter(\.comparison.isFlagged).map(\.view)
    }

    private static func actions(
        _ tx: Transaction, _ team: TeamContext, _ person: CallingPerson
    ) throws -> [ActionView] {
        let now = try tx.now()
        return try tx.all(OpenActionRequests(team: team.id, limit: limit))
            .filter { request in
                guard request.state == .held else { return team.roles.contains(.admin) }
                return try SignerStanding.load(tx, team, request, personID: person.id).isWanted
            }
            .map { try ActionView($0, now: now) }
    }
}

extension ShortageView {
    fileprivate init(_ row: OpenShortages.Row) {
        self.init(
            output: row.output, run: row.run, version: row.version, title: row.title, since: row.since,
            missing: row.missing,
            excluded: (row.excluded.object ?? [:]).mapValues { ($0.array ?? []).compactMap(\.string) },
            remedies: row.remedies)
    }
}

extension ReviewSummary {
    fileprivate init(_ row: InboxReviews.Row) {
        self.init(
            id: row.id, output: row.output, version: row.version, title: row.title, reviewer: row.reviewer,
            state: "open", assignedAt: row.assignedAt, dueAt: row.dueAt,
            plannedSeconds: Int((row.plannedMilliseconds + 999) / 1000), run: row.run)
    }
}
