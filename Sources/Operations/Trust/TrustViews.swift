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

    /// One of each template with each class: how deep it fell is the work of all its causes.
    /// - Parameter rows: the newest first.
    static func all(_ rows: [TrustFalls.Row]) -> [TrustFallView] {
        rows.reduce(into: []) { falls, row in
            let cause =
                row.cause.map { TrustCauseView(cause: $0.rawValue, text: row.why) }
                ?? TrustCauseView(cause: TrustCauseView.byHand, text: "a person took it back: \(row.why)")
            let place = falls.firstIndex { $0.template == row.template && $0.actionClass == row.actionClass }
            if let place {
                falls[place].causes.insert(cause, at: 0)
            } else {
                falls.append(
                    TrustFallView(
                        template: row.template, actionClass: row.actionClass, from: row.from, rung: row.rung,
                        causes: [cause], at: row.at))
            }
        }
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
