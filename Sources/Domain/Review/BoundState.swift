/// Everything a verdict was about, as digests. One changed bit in any of it, and the verdict is about something else.
package struct BoundState: Hashable, Sendable {
    package var contentDigest: Digest
    package var manifestRoot: Digest
    package var criteriaDigest: Digest
    package var policyDigest: Digest
    package var actionDigest: Digest?
    package var targetStateDigest: Digest?

    package init(
        contentDigest: Digest, manifestRoot: Digest, criteriaDigest: Digest, policyDigest: Digest,
        actionDigest: Digest? = nil, targetStateDigest: Digest? = nil
    ) {
        self.contentDigest = contentDigest
        self.manifestRoot = manifestRoot
        self.criteriaDigest = criteriaDigest
        self.policyDigest = policyDigest
        self.actionDigest = actionDigest
        self.targetStateDigest = targetStateDigest
    }

    /// What differs, in the words of a sentence.
    package func changes(to current: BoundState) -> [String] {
        var out = [String]()
        if contentDigest != current.contentDigest || manifestRoot != current.manifestRoot { out.append("the output") }
        if criteriaDigest != current.criteriaDigest { out.append("the success criteria") }
        if policyDigest != current.policyDigest { out.append("the policy") }
        if actionDigest != current.actionDigest { out.append("the action") }
        if targetStateDigest != current.targetStateDigest { out.append("the target") }
        return out
    }
}
