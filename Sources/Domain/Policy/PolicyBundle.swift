/// A team's rules as one versioned, digested whole: use cases, actions, approvals, review settings, owners, and the
/// cases that test them.
package struct PolicyBundle: Hashable, Sendable {
    package let useCases: [UseCase]
    package let actions: [ActionDefinition]
    package let rules: [ApprovalRule]
    package let review: ReviewSettings
    package let owners: Owners
    package let cases: [PolicyCase]
    /// Over every file of the bundle: runs, reviews and requests pin it.
    package let digest: Digest
    /// What the reader of its files found that may be meant as it stands.
    package var readingRemarks: [Problem] = []

    package init(
        useCases: [UseCase], actions: [ActionDefinition], rules: [ApprovalRule], review: ReviewSettings, owners: Owners,
        cases: [PolicyCase], digest: Digest
    ) {
        self.useCases = useCases
        self.actions = actions
        self.rules = rules
        self.review = review
        self.owners = owners
        self.cases = cases
        self.digest = digest
    }

    /// The digest of the canonical JSON `{path: digest}` of the files.
    package static func digest(of files: [String: [UInt8]]) -> Digest {
        FileSet(files).digest
    }

    package func useCase(_ name: String) -> UseCase? { useCases.first { $0.name == name } }
    package func action(_ name: String) -> ActionDefinition? { actions.first { $0.name == name } }
}
