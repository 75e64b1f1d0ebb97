/// A named rule of `approvals.yaml`.
package struct ApprovalRule: Hashable, Sendable {
    package enum Effect: String, Sendable, CaseIterable {
        case permit, forbid, hold
    }

    package let name: String
    package let effect: Effect
    package let description: String?
    package let condition: Condition
    /// Who must say yes; for `hold`, and only there.
    package let requirement: Requirement?
    package let place: Place

    package init(
        name: String, effect: Effect, description: String?, condition: Condition, requirement: Requirement?,
        place: Place
    ) {
        self.name = name
        self.effect = effect
        self.description = description
        self.condition = condition
        self.requirement = requirement
        self.place = place
    }
}
