import API
import Decisions
import Domain
import Store

/// Makes a proposed step up. The admin who does is not the one who proposed it, and looks at the same evidence: what has
/// happened since makes the proposal stale.
package enum PromoteTrust {
    package static func run(_ team: TeamContext, proposal number: Int) throws -> TemplateTrustView {
        guard let person = team.personID else { throw Failure(.notHuman, "only a person promotes a template") }
        return try team.change { change in
            let tx = change.tx
            guard let seen = try tx.first(TrustProposalByNumber(team: team.id, number: number)) else {
                throw Failure.missing("trust proposal", String(number))
            }
            try tx.runNow(LockTrust(team: team.id, template: seen.template))
            let proposal = try tx.one(TrustProposalByNumber(team: team.id, number: number))
            let desk = try TrustDesk.load(tx, team, proposal.template)
            try desk.held[proposal.actionClass]?.recordChange(change)
            if let obstacle = try proposal.obstacle(desk) { throw obstacle }
            guard proposal.proposerID != person else {
                throw Failure(
                    .secondPersonRequired, "you proposed this: another admin of the team promotes the template")
            }
            try tx.insertNext(
                InsertTrustMove(
                    team: team.id, number: tx.one(NextTrustMove(team: team.id)), template: proposal.template,
                    actionClass: proposal.actionClass, proposal: number, reason: "", person: person, at: tx.startedAt))
            try change.record(
                "trust_promoted", "template:\(proposal.template)",
                [
                    "proposal": .integer(Int64(number)), "class": .string(proposal.actionClass.rawValue),
                    "rung": .string(proposal.rung.rawValue), "version": .integer(Int64(proposal.templateVersion)),
                ])
            return try ShowTrust.view(tx, team, proposal.template)
        }
    }
}

extension TrustProposalRow {
    /// Why it cannot be made now; nil if another admin's yes is all that is missing.
    func obstacle(_ desk: TrustDesk) throws -> Failure? {
        if move != nil { return Failure(.alreadyDecided, "proposal \(number) has been made") }
        if !isInTime { return Failure(.expired, "proposal \(number) is older than a week; make a new one") }
        if isOvertaken {
            return stale("\(template) was moved with class \(actionClass.rawValue) since")
        }
        if desk.ground.currentVersion != templateVersion {
            return stale("it is about version \(templateVersion), which is not the current one any more")
        }
        if desk.ground.context != context { return stale("the team's context has changed since") }
        let evidence = desk.evidence(actionClass)
        if evidence.outputs.count > defects { return stale("a defect was confirmed since") }
        do {
            _ = try desk.check(rung, actionClass)
            return nil
        } catch let failure as Failure where failure.code == .trustEvidenceMissing || failure.code == .wrongState {
            return stale(failure.message)
        }
    }

    private func stale(_ why: String) -> Failure {
        Failure(.stale, "proposal \(number) does not hold any more: \(why); look again and make a new one")
    }
}
