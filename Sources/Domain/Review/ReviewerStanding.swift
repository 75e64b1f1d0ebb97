/// Who asks to judge, and what stands between them and the output.
package struct ReviewerStanding: Sendable {
    package var actor: Actor
    /// False for service accounts.
    package var isHuman: Bool
    /// Every account known to be this human, their own included: conflicts are by person, not by account.
    package var accountIDs: Set<String>
    /// Everybody's part in the output: all of the rows, the rule picks those that matter.
    package var involvements: [Involvement]
    /// Whoever had a part in the output, their delegates from when its run was asked for until the verdict was given, or now.
    package var delegations: [Delegation]
    /// The database's time, in milliseconds since 1970.
    package var nowMilliseconds: Int

    package init(
        actor: Actor, isHuman: Bool, accountIDs: Set<String>, involvements: [Involvement], delegations: [Delegation],
        nowMilliseconds: Int
    ) {
        self.actor = actor
        self.isHuman = isHuman
        self.accountIDs = accountIDs
        self.involvements = involvements
        self.delegations = delegations
        self.nowMilliseconds = nowMilliseconds
    }
}
