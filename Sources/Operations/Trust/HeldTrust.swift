import Decisions
import Domain
import Store

/// How far a template is trusted with a class of actions now: what people have last decided, less what speaks against it.
struct HeldTrust {
    let template: String
    let move: LatestTrustMoves.Row
    let standing: TrustStanding

    var actionClass: ActionClass { move.actionClass }

    /// By class. A class that is not in it stands at the first rung.
    /// - Parameter run: the version and the context of the run that asks; nil if none does.
    static func of(
        _ template: String, _ moves: [LatestTrustMoves.Row], _ ground: TrustGround,
        run: (version: Int, context: Digest)? = nil
    ) -> [ActionClass: HeldTrust] {
        let held = moves.map { move in
            let facts = TrustFacts(
                promotion: move.promotion,
                templateVersions: Set([ground.currentVersion] + [run?.version].compactMap { $0 }),
                contexts: Set([ground.context] + [run?.context].compactMap { $0 }), defects: move.defects,
                otherMaker: move.otherMaker, now: ground.now)
            return (move.actionClass, HeldTrust(template: template, move: move, standing: TrustStanding(facts)))
        }
        return Dictionary(held, uniquingKeysWith: { first, _ in first })
    }

    /// What counts for a run. Most templates were never promoted, and for them nothing more is looked up.
    static func of(
        _ run: RunOfAction.Row, _ moves: [LatestTrustMoves.Row], _ tx: Transaction, _ team: TeamContext
    ) throws -> [ActionClass: HeldTrust] {
        guard moves.contains(where: { $0.promotion != nil }) else { return [:] }
        let ground = try TrustGround.load(tx, team, run.template)
        let context = try TrustGround.context(of: run.id, tx, team)
        return of(run.template, moves, ground, run: (run.templateVersion, context))
    }

    /// Where the template stands now with every class that it was promoted with.
    static func now(_ template: String, _ tx: Transaction, _ team: TeamContext) throws -> [HeldTrust] {
        let moves = try tx.all(LatestTrustMoves(team: team.id, template: template))
        guard moves.contains(where: { $0.promotion != nil }) else { return [] }
        return of(template, moves, try TrustGround.load(tx, team, template)).values.sorted {
            $0.actionClass.rawValue < $1.actionClass.rawValue
        }
    }

    /// Records each cause of a fall the first time that somebody meets it.
    func recordFall(_ change: Change) throws {
        for objection in standing.objections {
            let isNew = try change.tx.runNow(
                InsertTrustDemotion(
                    team: change.team.id, move: move.number, cause: objection.cause, rung: standing.rung))
            guard isNew == 1 else { continue }
            try change.record(
                "trust_demoted", "template:\(template)",
                [
                    "class": .string(actionClass.rawValue), "from": .string(move.rung.rawValue),
                    "rung": .string(standing.rung.rawValue), "cause": .string(objection.cause.rawValue),
                ], by: .system(job: "trust"))
        }
    }
}

extension LatestTrustMoves.Row {
    fileprivate var promotion: TrustPromotion? {
        guard let templateVersion, let context else { return nil }
        return TrustPromotion(rung: rung, templateVersion: templateVersion, context: context, at: movedAt)
    }
}
