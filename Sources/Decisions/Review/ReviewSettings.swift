import Domain

/// What a team's policy may set about approvals, per risk; what it leaves out is as in `review.md`.
package struct ReviewSettings: Hashable, Sendable {
    package var approvals: [Risk: Int]
    package var lifetimeSeconds: [Risk: Int]

    package init(approvals: [Risk: Int] = [:], lifetimeSeconds: [Risk: Int] = [:]) {
        self.approvals = approvals
        self.lifetimeSeconds = lifetimeSeconds
    }

    /// How many people must approve; never none, whatever is set.
    package func quorum(_ risk: Risk) -> Int {
        let standard =
            switch risk {
            case .routine, .shared: 1
            case .sensitive, .irreversible: 2
            }
        return max(1, approvals[risk] ?? standard)
    }

    /// How long an approval counts.
    package func lifetime(_ risk: Risk) -> Int {
        let standard =
            switch risk {
            case .routine: 30 * 86_400
            case .shared: 7 * 86_400
            case .sensitive: 72 * 3_600
            case .irreversible: 3_600
            }
        return lifetimeSeconds[risk] ?? standard
    }
}
