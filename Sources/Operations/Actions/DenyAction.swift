import API
import Decisions
import Domain
import Store

/// A person says no to a held request. Cheaper than a yes: no password, and any token will do. Whoever asked for it
/// takes it back.
package enum DenyAction {
    package static func run(_ team: TeamContext, id: String, _ input: ReasonRequest) throws -> ActionView {
        let person = try team.context.person()
        let reason = try ReasonText.check(input.reason)
        return try team.change { change in
            let request = try LockedRequest.load(change, id)
            let isAsker = request.isAsked(by: person.id)
            if !isAsker { try checkMayDeny(change, request, person) }
            guard request.state == .held else { throw Failure.decided(request) }
            try DecideRequest.deny(change, request, as: isAsker ? .withdrawn : .deniedBy, reason: reason)
            return try ActionView.load(change.tx, team, id)
        }
    }

    private static func checkMayDeny(_ change: Change, _ request: ActionRequestRow, _ person: CallingPerson) throws {
        let standing = try SignerStanding.load(change.tx, change.team, request, personID: person.id)
        guard standing.mayDeny else {
            throw Failure(
                .notAllowed,
                "you cannot decide this: it needs \(standing.decision.missing.joined(separator: "; "))"
            )
        }
    }
}

extension ActionRequestRow {
    func isAsked(by personID: String) -> Bool { requestedBy == Actor.person(id: personID).text }
}

extension Failure {
    static func decided(_ request: ActionRequestRow) -> Failure {
        let how = request.outcome.map { " (\($0))" } ?? ""
        return Failure(.alreadyDecided, "request \(request.id) is \(request.state.rawValue)\(how); nothing was changed")
    }
}
