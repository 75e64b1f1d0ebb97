import Decisions
import Domain
import Store

/// What one output version must get to be approved: the stricter of what its run pinned and what is in force.
struct ReviewPolicy {
    let quorum: Quorum
    /// Of the bundle in force, as are the settings: what they asked for at submission is stored with each chunk.
    let digest: Digest
    let settings: ReviewSettings

    /// By one bundle alone.
    init(_ bundle: PolicyBundle, risk: Risk, files: [VersionFiles.Row]) {
        quorum = bundle.quorum(
            risk: risk, outputs: files.map { OutputDeclaration(path: $0.path, kind: $0.kind) })
        digest = bundle.digest
        settings = bundle.review
    }

    init(_ policies: RunPolicies, risk: Risk, files: [VersionFiles.Row]) {
        let (pinned, current) = (policies.pinned, ReviewPolicy(policies.current, risk: risk, files: files))
        quorum =
            pinned.digest == current.digest
            ? current.quorum
            : current.quorum.stricter(ReviewPolicy(pinned, risk: risk, files: files).quorum)
        digest = current.digest
        settings = current.settings
    }
}
