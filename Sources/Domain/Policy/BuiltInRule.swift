/// The rules that hold for every team, whatever its bundle says. Their names stand in reasons beside those of the
/// team's own rules.
package enum BuiltInRule: String, Sendable, CaseIterable {
    /// What no rule permits is denied.
    case defaultDeny = "default_deny"
    /// Money, what leaves the team and what cannot be undone always need a person.
    case floor
    /// The run's use case bounds what it may ask for.
    case useCase = "use_case"
    /// An action may be asked for so often in one run.
    case limitPerRun = "limit_per_run"
    /// The server must know who carries an action out, and that one must be able to.
    case executor
    /// Of what an agent is trusted to do alone, a person sees a share.
    case sample
    /// A run that tries a template has no effect.
    case trial
    /// The people of the team must be able to give the approvals that will be needed.
    case reviewPool = "review_pool"
}
