import API
import Decisions
import Domain
import Store

extension TrustClassView {
    init(_ actionClass: ActionClass, _ desk: TrustDesk) {
        let held = desk.held[actionClass]
        let rung = desk.rung(actionClass)
        let next = rung.above.flatMap { $0 <= actionClass.trustCeiling ? $0 : nil }
        let evidence = desk.evidence(actionClass)
        let isPromoted = held.map { $0.move.templateVersion != nil } ?? false
        self.init(
            actionClass: actionClass, rung: rung, ceiling: actionClass.trustCeiling,
            promotedTo: isPromoted ? held?.move.rung : nil, movedAt: held?.move.movedAt,
            causes: held?.standing.causes ?? [],
            pins: desk.pins.compactMap { project, version, held in
                held[actionClass].map {
                    PinnedTrustView(
                        project: project.isEmpty ? nil : project, version: version, rung: $0.standing.rung,
                        causes: $0.standing.causes)
                }
            },
            effects: evidence.effects, next: next,
            rungs: TrustRung.allCases.filter { $0 > .observe && $0 <= actionClass.trustCeiling }.map {
                TrustRungView(rung: $0, missing: evidence.missing(for: $0, actionClass))
            })
    }
}

extension TrustStanding {
    fileprivate var causes: [TrustCauseView] {
        objections.map { TrustCauseView(cause: $0.cause.rawValue, text: $0.text) }
    }
}

extension TrustProposalView {
    init(_ row: TrustProposalRow, obstacle: Failure?) {
        let shortage = AdminShortage.words(needed: 1, others: row.otherAdmins)
        self.init(
            number: row.number, template: row.template, actionClass: row.actionClass, rung: row.rung,
            version: row.templateVersion, outputs: row.outputs, defects: row.defects, effects: row.effects,
            reason: row.reason, proposedBy: row.proposedBy, proposedAt: row.proposedAt, obstacle: obstacle?.message,
            shortage: shortage.isEmpty ? nil : shortage)
    }
}

extension TrustFallView {
    /// So long a fall is news.
    static let days = 14

    /// One of each template with each class, with all that speaks against it now, as `trust show` has it: what was noted when it
    /// fell may have changed further, or be undone where nobody has met that yet.
    /// - Parameter rows: the newest first.
    static func all(_ rows: [TrustFalls.Row], _ tx: Transaction, _ team: TeamContext) throws -> [TrustFallView] {
        var known = [String: [HeldTrust]]()
        return try rows.reduce(into: []) { falls, row in
            guard !falls.contains(where: { $0.template == row.template && $0.actionClass == row.actionClass }) else {
                return
            }
            guard let cause = row.cause else {
                let text = "a person took it back: \(row.reason)"
                return falls.append(
                    TrustFallView(row, .observe, [TrustCauseView(cause: TrustCauseView.byHand, text: text)]))
            }
            let held = try known[row.template] ?? HeldTrust.now(row.template, tx, team)
            known[row.template] = held
            if let standing = held.first(where: { $0.actionClass == row.actionClass })?.general,
                standing.objections.contains(where: { $0.cause == cause })
            {
                falls.append(TrustFallView(row, standing.rung, standing.causes))
            }
        }
    }

    private init(_ row: TrustFalls.Row, _ rung: TrustRung, _ causes: [TrustCauseView]) {
        self.init(
            template: row.template, actionClass: row.actionClass, from: row.from, rung: rung, causes: causes,
            at: row.at)
    }
}

extension TrustStepView {
    init(_ row: TrustHistory.Row) {
        self.init(
            at: row.at, template: row.template, actionClass: row.actionClass, rung: row.rung,
            cause: row.cause?.rawValue ?? (row.proposedBy == nil ? TrustCauseView.byHand : "promoted"),
            isUndone: row.isUndone, version: row.templateVersion, reason: row.reason, proposedBy: row.proposedBy,
            movedBy: row.movedBy)
    }
}
