import Domain

/// Who cannot judge an output because of their own part in it. Asked at assignment and again when a verdict is recorded
/// and used.
package enum Conflicts {
    /// How long the editor of a policy stays conflicted.
    package static let policyEditMilliseconds = 14 * 86_400_000

    /// All of them.
    package static func all(_ standing: ReviewerStanding) -> [Conflict] {
        standing.involvements.compactMap { involvement in
            guard counts(involvement, standing.nowMilliseconds) else { return nil }
            if standing.accountIDs.contains(involvement.personID) {
                return Conflict(involvement: involvement, delegation: nil)
            }
            return delegation(for: involvement.personID, standing)
                .map { Conflict(involvement: involvement, delegation: $0) }
        }
    }

    /// The same for the reviewer to read, each with its reason.
    package static func failures(_ standing: ReviewerStanding) -> [Failure] {
        all(standing).map { conflict in
            failure(
                conflict,
                "You cannot approve this output because \(conflict.sentence). Hand it back, so that someone else is asked."
            )
        }
    }

    /// - Parameter message: who cannot judge what and why, and what to do about it.
    static func failure(_ conflict: Conflict, _ message: String) -> Failure {
        let involvement = conflict.involvement
        return Failure(
            .conflictOfInterest, message,
            detail: [
                "role": .string(involvement.role.rawValue), "person": .string(involvement.personID),
                "what": .string(involvement.what),
            ])
    }

    private static func counts(_ involvement: Involvement, _ now: Int) -> Bool {
        involvement.role != .policyEditor || now - involvement.atMilliseconds <= policyEditMilliseconds
    }

    /// By which one of the reviewer's accounts acts for that person: one that lasts, or else the last. What is delegated is
    /// delegated no further, so for whom that person acts does not matter.
    private static func delegation(for personID: String, _ standing: ReviewerStanding) -> Delegation? {
        func end(_ delegation: Delegation) -> Int64 { delegation.endedAt?.microsecondsSince1970 ?? .max }
        return standing.delegations
            .filter { $0.personID == personID && standing.accountIDs.contains($0.delegateID) }
            .max { end($0) < end($1) }
    }
}
