import API
import Domain
import Store

/// Takes trust back: to the first rung, at once, by any admin alone.
package enum DemoteTrust {
    package static func run(
        _ team: TeamContext, _ template: String, _ input: TrustDemotion
    ) throws -> TemplateTrustView {
        guard let person = team.personID else { throw Failure(.notHuman, "only a person demotes a template") }
        let reason = try ReasonText.check(input.reason)
        return try team.change { change in
            let tx = change.tx
            try tx.runNow(LockTrust(team: team.id, template: template))
            let desk = try TrustDesk.load(tx, team, template)
            guard let held = desk.held[input.actionClass], held.move.rung > .observe else {
                throw Failure(
                    .wrongState, "\(template) stands at the first rung with class \(input.actionClass.rawValue) already"
                )
            }
            try held.recordChange(change)
            try tx.insertNext(
                InsertTrustMove(
                    team: team.id, number: tx.one(NextTrustMove(team: team.id)), template: template,
                    actionClass: input.actionClass, proposal: nil, reason: reason, person: person, at: tx.startedAt))
            try change.record(
                "trust_demoted", "template:\(template)",
                [
                    "class": .string(input.actionClass.rawValue), "from": .string(held.standing.rung.rawValue),
                    "rung": .string(TrustRung.observe.rawValue), "cause": "by_hand",
                    "reason_digest": .string(Digest.of(reason).description),
                ])
            return try ShowTrust.view(tx, team, template)
        }
    }
}
