import Domain

/// Who cannot judge an output because of their own part in it. Asked at assignment and again when a verdict is recorded
/// and used.
package enum Conflicts {
    /// How long the editor of a policy stays conflicted.
    package static let policyEditMilliseconds = 14 * 86_400_000

    /// All of them, each with its reason.
    package static func failures(_ standing: ReviewerStanding) -> [Failure] {
        standing.involvements.compactMap { involvement in
            guard counts(involvement, standing.nowMilliseconds) else { return nil }
            if standing.accountIDs.contains(involvement.personID) {
                return failure(involvement, "you " + deed(involvement))
            }
            guard acts(for: involvement.personID, standing) else { return nil }
            return failure(involvement, "you act for a person who " + deed(involvement))
        }
    }

    private static func counts(_ involvement: Involvement, _ now: Int) -> Bool {
        involvement.role != .policyEditor || now - involvement.atMilliseconds <= policyEditMilliseconds
    }

    /// Whether one of the reviewer's accounts is a delegate of that person, or a delegate's delegate.
    private static func acts(for personID: String, _ standing: ReviewerStanding) -> Bool {
        var reached: Set = [personID]
        var grows = true
        while grows {
            let more = standing.delegations.filter { reached.contains($0.personID) }.map(\.delegateID)
            grows = !reached.isSuperset(of: more)
            reached.formUnion(more)
        }
        return !reached.isDisjoint(with: standing.accountIDs)
    }

    private static func deed(_ involvement: Involvement) -> String {
        switch involvement.role {
        case .requester: "asked for this run (\(involvement.what))"
        case .agentOperator: "operated its agent (\(involvement.what))"
        case .templateEditor: "last edited the template it used (\(involvement.what))"
        case .contextEditor: "last edited the context it used (\(involvement.what))"
        case .criteriaEditor: "last edited its success criteria (\(involvement.what))"
        case .contentProvider: "fed content to it (\(involvement.what))"
        case .policyEditor: "edited the policy that applies to it in the last 14 days (\(involvement.what))"
        }
    }

    private static func failure(_ involvement: Involvement, _ because: String) -> Failure {
        Failure(
            .conflictOfInterest,
            "You cannot approve this output because \(because). Hand it back, so that someone else is asked.",
            detail: [
                "role": .string(involvement.role.rawValue), "person": .string(involvement.personID),
                "what": .string(involvement.what),
            ])
    }
}
