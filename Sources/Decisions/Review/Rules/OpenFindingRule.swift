import Domain

/// A blocking finding stops approval, whoever made it, until its author closes it on a later version.
struct OpenFindingRule: ReviewRule {
    let id = "open-finding"
    let codes: [FailureCode] = [.findingOpen]
    let phase = ReviewPhase.findings
    let doc = "No blocking finding is open; only its author closes it, on a later version."

    func refusals(_ facts: ReviewFacts) -> [Failure] { Self.failures(facts.findings) }

    static func failures(_ findings: [FindingFacts]) -> [Failure] {
        findings.filter { $0.isBlocking && $0.isOpen }.map { finding in
            Failure(
                .findingOpen,
                "The blocking finding \(finding.id) by \(finding.authorName) is open: \(finding.title). "
                    + "It must be met by a later version and closed by \(finding.authorName).",
                detail: ["finding": .string(finding.id), "author": .string(finding.authorID)])
        }
    }
}
