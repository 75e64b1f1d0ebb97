import Domain

/// Begins an effect: the redemption of a sign-off, once. The schema refuses a second one, and what is not signed or
/// not fresh any more.
package struct InsertEffect: Command {
    package let team: String
    package let request: String
    package let executor: String
    package let instance: String
    package let presumedLostAt: Timestamp

    package init(team: String, request: String, executor: String, instance: String, presumedLostAt: Timestamp) {
        self.team = team
        self.request = request
        self.executor = executor
        self.instance = instance
        self.presumedLostAt = presumedLostAt
    }

    package static let sql = """
        INSERT INTO effects (team_id, request_id, executor, instance, presumed_lost_at) VALUES ($1, $2, $3, $4, $5)
        """
    package var parameters: [any SQLValue] { [team, request, executor, instance, presumedLostAt] }
}

/// Ends an effect. The schema refuses it for one that has ended, and `indeterminate` while the executor may still be
/// at work.
package struct EndEffect: Command {
    package let team: String
    package let request: String
    package let state: EffectState
    package let result: JSON

    package init(team: String, request: String, state: EffectState, result: JSON) {
        self.team = team
        self.request = request
        self.state = state
        self.result = result
    }

    package static let sql = """
        UPDATE effects SET state = $3, result = $4, finished_at = clock_timestamp()
        WHERE team_id = $1 AND request_id = $2
        """
    package var parameters: [any SQLValue] { [team, request, state, result] }
}
