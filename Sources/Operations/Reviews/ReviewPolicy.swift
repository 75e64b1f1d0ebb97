import Decisions
import Domain
import Store

/// What one output version must get to be approved: the stricter of what its run pinned and what is in force.
struct ReviewPolicy {
    let quorum: Quorum
    /// Of the bundle in force, as are the settings: what they asked for at submission is stored with each chunk.
    let digest: Digest
    let settings: ReviewSettings

    init(_ policies: RunPolicies, risk: Risk, files: [VersionFiles.Row]) {
        let (pinned, current) = (policies.pinned, policies.current)
        let outputs = files.map { OutputDeclaration(path: $0.path, kind: $0.kind) }
        let quorum = current.quorum(risk: risk, outputs: outputs)
        self.quorum =
            pinned.digest == current.digest
            ? quorum : quorum.stricter(pinned.quorum(risk: risk, outputs: outputs))
        digest = current.digest
        settings = current.review
    }
}
