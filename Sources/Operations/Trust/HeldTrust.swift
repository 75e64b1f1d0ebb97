import Decisions
import Domain
import Store

/// How far a template is trusted with a class of actions now: what people have last decided, less what speaks against it.
struct HeldTrust {
    let template: String
    let move: LatestTrustMoves.Row
    /// What counts, for the run that asks if one does.
    let standing: TrustStanding
    /// What counts whichever run asks: the history is about that.
    let general: TrustStanding

    var actionClass: ActionClass { move.actionClass }

    /// By class. A class that is not in it stands at the first rung.
    /// - Parameter run: the version and the context of the run that asks; nil if none does.
    static func of(
        _ template: String, _ moves: [LatestTrustMoves.Row], _ ground: TrustGround,
        run: (version: Int, documents: [JSON])? = nil
    ) -> [ActionClass: HeldTrust] {
        let held = moves.map { move in
            var facts = TrustFacts(
                promotion: move.promotion, currentVersion: ground.currentVersion, contexts: [ground.context],
                defects: move.defects, otherMaker: move.otherMaker, now: ground.now)
            facts.newestDefects = move.newestDefects
            facts.otherRun = move.otherRun
            facts.contextChange = TrustGround.difference(from: move.documents, to: ground.documents)
            let general = TrustStanding(facts)
            if let run {
                facts.runVersion = run.version
                facts.contexts.insert(TrustGround.digest(run.documents))
                facts.contextChange =
                    facts.contextChange ?? TrustGround.difference(from: move.documents, to: run.documents)
            }
            let standing = run == nil ? general : TrustStanding(facts)
            return (
                move.actionClass, HeldTrust(template: template, move: move, standing: standing, general: general)
            )
        }
        return Dictionary(held, uniquingKeysWith: { first, _ in first })
    }

    /// What counts for a run. Most templates were never promoted, and for them nothing more is looked up.
    static func of(
        _ run: RunOfAction.Row, _ moves: [LatestTrustMoves.Row], _ tx: Transaction, _ team: TeamContext
    ) throws -> [ActionClass: HeldTrust] {
        guard moves.contains(where: { $0.promotion != nil }) else { return [:] }
        let ground = try TrustGround.load(tx, team, run.template)
        let documents = try TrustGround.documents(of: run.id, tx, team)
        return of(run.template, moves, ground, run: (run.templateVersion, documents))
    }

    /// Where the template stands now with every class that it was promoted with.
    static func now(_ template: String, _ tx: Transaction, _ team: TeamContext) throws -> [HeldTrust] {
        let moves = try tx.all(LatestTrustMoves(team: team.id, template: template))
        guard moves.contains(where: { $0.promotion != nil }) else { return [] }
        return of(template, moves, try TrustGround.load(tx, team, template)).values.sorted {
            $0.actionClass.rawValue < $1.actionClass.rawValue
        }
    }

    /// Records what has changed since somebody last looked: each new cause of a fall, and each that is gone.
    /// - Parameter person: who has changed here what it depends on; nil where it is only met.
    func recordChange(_ change: Change, by person: String? = nil) throws {
        let now = general.objections
        for objection in now where move.notes(objection.cause).isMultiple(of: 2) {
            try note(objection.cause, objection.text, isUndone: false, change, person)
        }
        for cause in TrustCause.allCases where !move.notes(cause).isMultiple(of: 2) {
            guard !now.contains(where: { $0.cause == cause }) else { continue }
            try note(cause, cause.undone, isUndone: true, change, person)
        }
    }

    private func note(
        _ cause: TrustCause, _ why: String, isUndone: Bool, _ change: Change, _ person: String?
    ) throws {
        let isNew = try change.tx.runNow(
            InsertTrustDemotion(
                team: change.team.id, move: move.number, cause: cause, number: move.notes(cause) + 1,
                rung: general.rung, why: why, person: person))
        guard isNew == 1 else { return }
        try change.record(
            isUndone ? "trust_restored" : "trust_demoted", "template:\(template)",
            [
                "class": .string(actionClass.rawValue), "from": .string(move.rung.rawValue),
                "rung": .string(general.rung.rawValue), "cause": .string(cause.rawValue),
            ], by: person == nil ? .system(job: "trust") : nil)
    }
}

extension Change {
    /// What has been changed here may have moved a template on the ladder.
    func recordTrust(in template: String, by person: String?) throws {
        for held in try HeldTrust.now(template, tx, team) { try held.recordChange(self, by: person) }
    }

    /// The same of every template that was ever on it.
    func recordTrustInAll(by person: String) throws {
        for template in try tx.all(LadderTemplates(team: team.id, after: "", limit: 10_000)) {
            try recordTrust(in: template, by: person)
        }
    }
}

extension LatestTrustMoves.Row {
    fileprivate var promotion: TrustPromotion? {
        guard let templateVersion, let context else { return nil }
        return TrustPromotion(rung: rung, templateVersion: templateVersion, context: context, at: movedAt)
    }
}
