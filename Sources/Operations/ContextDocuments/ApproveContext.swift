import API
import Domain
import Store

/// Puts a proposal in force. Two people stand behind what runs are told: its author and whoever approved it.
package enum ApproveContext {
    package static func run(
        _ team: TeamContext, layer: String, version number: Int, _ input: ContextChoice
    ) throws -> ContextView {
        let place = try ContextPlace.own(team, layer: layer, project: input.project)
        guard let approver = team.personID else { throw Failure(.notHuman, "only a person can approve context") }
        return try team.change { change in
            let row = try place.lockProposal(number, change.tx)
            guard row.version.authorID != approver else {
                throw Failure(
                    .secondPersonRequired,
                    "you wrote \(place.title(number)); ask another "
                        + (place.layer == .organisation ? "operator" : "member of team \(team.name)")
                        + " to read and approve it")
            }
            try place.decide(number, .approved, by: approver, change)
            try change.record("context_approved", "context:\(place.name)", place.facts(row))
            if place.layer == .team { try change.recordTrustInAll(by: approver) }
            var view = ContextView(try place.version(number, change.tx))
            let effective = try EffectiveContext.load(change.tx, team, project: place.project)
            view.notice = try EffectiveContext.sizeNotice(effective.map(\.text), team)
            return view
        }
    }
}
