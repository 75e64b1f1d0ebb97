import API
import Decisions
import Domain
import Store

/// Proposes that a template goes a rung up with a class of actions, or stays on the one it holds for another 90 days. Any
/// member may; the evidence must be there.
package enum ProposeTrust {
    package static func run(_ team: TeamContext, _ template: String, _ input: TrustRequest) throws -> TrustProposalView
    {
        guard let person = team.personID else { throw Failure(.notHuman, "only a person proposes trust") }
        let reason = try ReasonText.check(input.reason)
        return try team.change { change in
            let tx = change.tx
            let desk = try TrustDesk.load(tx, team, template)
            try desk.held[input.actionClass]?.recordChange(change)
            let version = try desk.check(input.rung, input.actionClass)
            let evidence = desk.evidence(input.actionClass)
            let number = try tx.one(NextTrustProposal(team: team.id))
            // Asked after the number: who proposes the same meanwhile takes it.
            try refuseTwin(tx, desk, input, by: person, team)
            try tx.insertNext(
                InsertTrustProposal(
                    team: team.id, number: number, template: template, actionClass: input.actionClass,
                    rung: input.rung, templateVersion: version, context: desk.ground.context,
                    documents: desk.ground.documents,
                    evidence: (evidence.outputs.total, evidence.outputs.count, evidence.effects), reason: reason,
                    person: person, at: tx.startedAt))
            try change.record(
                "trust_proposed", "template:\(template)",
                [
                    "proposal": .integer(Int64(number)), "class": .string(input.actionClass.rawValue),
                    "rung": .string(input.rung.rawValue), "version": .integer(Int64(version)),
                    "outputs": .integer(Int64(evidence.outputs.total)),
                    "defects": .integer(Int64(evidence.outputs.count)), "effects": .integer(Int64(evidence.effects)),
                ])
            let row = try tx.one(TrustProposalByNumber(team: team.id, number: number))
            return TrustProposalView(row, obstacle: nil)
        }
    }

    /// As long as one that still holds waits for an admin, a second says nothing new.
    private static func refuseTwin(
        _ tx: Transaction, _ desk: TrustDesk, _ input: TrustRequest, by person: String, _ team: TeamContext
    ) throws {
        let open = try tx.all(OpenTrustProposals(team: team.id, limit: ListTrustProposals.limit))
        let twin = try open.first { row in
            guard row.template == desk.template, row.actionClass == input.actionClass, row.rung == input.rung else {
                return false
            }
            return try row.obstacle(desk) == nil
        }
        guard let twin else { return }
        let promote = "with `countersign trust promote \(twin.number)`"
        throw Failure(
            .alreadyExists,
            "proposal \(twin.number) by \(twin.proposedBy) is the same: "
                + (twin.proposerID == person ? "another admin makes it \(promote)" : "an admin makes it \(promote)"),
            detail: ["proposal": .integer(Int64(twin.number))])
    }
}
