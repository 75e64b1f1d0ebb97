import API
import Decisions
import Domain
import Store

/// Whether an output may leave now. Asked three times under the lock of the output's row: when it is asked for, when it
/// is signed, and when the sign-off is redeemed.
enum ReleaseGate {
    /// Locks the output and answers its latest version. Throws `not_found`, or `not_approved` with every reason.
    static func check(
        _ tx: Transaction, _ team: TeamContext, _ outputID: String
    ) throws -> (version: ReleasedVersion, runID: String) {
        guard let row = try tx.first(LockReleasedOutput(team: team.id, output: outputID)) else {
            throw Failure.missing("output", outputID)
        }
        guard !row.isTrial else { throw trial(outputID) }
        let approval = try EffectiveApproval.compute(tx, team, outputID: outputID)
        guard approval.isEffective else {
            throw Failure(
                .notApproved,
                "output \(outputID) is not approved as it is now: \(approval.reasons.joined(separator: " "))",
                detail: ["reasons": .array(approval.reasons.map(JSON.string))])
        }
        let version = ReleasedVersion(id: outputID, version: row.version, contentDigest: row.contentDigest)
        return (version, row.runID)
    }

    static func trial(_ outputID: String) -> Failure {
        Failure(
            .trialOutput,
            "output \(outputID) comes from a trial, which nobody reviews; dispatch the template once it is published")
    }

    /// The same for a request that was made before: throws `stale` when it is about another version than the latest.
    static func check(_ tx: Transaction, _ team: TeamContext, request: ActionRequestRow) throws {
        guard let outputID = request.outputID else { return }
        guard let row = try tx.first(LockReleasedOutput(team: team.id, output: outputID)) else {
            throw Failure.missing("output", outputID)
        }
        guard row.version == request.outputVersion else {
            throw Failure(
                .stale,
                "output \(outputID) is at version \(row.version) now; this request is about version "
                    + "\(request.outputVersion ?? 0). Ask again once it is approved.")
        }
        _ = try check(tx, team, outputID)
    }

    static func outputs(
        _ tx: Transaction, _ team: TeamContext, _ released: ReleasedVersion
    ) throws -> [OutputDeclaration] {
        try tx.all(ReleasedFiles(team: team.id, output: released.id, version: released.version))
            .map { OutputDeclaration(path: $0.path, kind: $0.kind) }
    }
}
