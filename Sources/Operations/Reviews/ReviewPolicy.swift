import Decisions
import Domain
import Store

/// What one output version must get to be approved: the stricter of what its run pinned and what is in force.
struct ReviewPolicy {
    let quorum: Quorum
    /// Of the bundle in force, as are the settings: what they asked for at submission is stored with each chunk.
    let digest: Digest
    let settings: ReviewSettings

    static func load(
        _ tx: Transaction, _ team: TeamContext, pinned number: Int, risk: Risk, files: [VersionFiles.Row]
    ) throws -> ReviewPolicy {
        let current = try CurrentPolicy.load(tx, team)
        let outputs = files.map { OutputDeclaration(path: $0.path, kind: $0.kind) }
        var quorum = current.bundle.quorum(risk: risk, outputs: outputs)
        if number != current.number {
            let pinned = try CurrentPolicy.pinned(tx, team, number: number)
            quorum = quorum.stricter(pinned.quorum(risk: risk, outputs: outputs))
        }
        return ReviewPolicy(quorum: quorum, digest: current.bundle.digest, settings: current.bundle.review)
    }
}
