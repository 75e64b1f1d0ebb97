import Decisions
import Domain
import Store

/// Everything that a request for an action is judged by, as it is now or as it was when it was made.
struct ActionSituation {
    /// Someone who enacted a bundle lately could have weakened it for this very request. The same span in which the
    /// editor of a policy has a conflict as a reviewer.
    private static let policyEditorDays = 14

    let run: RunOfAction.Row
    /// As the run's own bundle describes it.
    let action: ActionDefinition
    let arguments: JSON
    let pinned: PolicyBundle
    let current: PolicyBundle
    let currentNumber: Int
    let earlierRequests: RequestCounts.Row
    /// How far the run's template is trusted.
    let trust: TrustRungs
    /// What that follows from, by class of actions; empty where it is about then.
    let heldTrust: [ActionClass: HeldTrust]
    /// What policy looks at; the use case and the action are those of the run's own bundle.
    let facts: ActionFacts

    /// What is looked at as it was; people are always those of now.
    struct Past {
        let at: Timestamp
        let trust: TrustRungs
    }

    ///   - outputs: what the run has made, or is to make.
    ///   - asker: a person who asks for it themselves, and so has fed it.
    ///   - before: only earlier requests count.
    ///   - past: what time, budget and trust are looked at; nil for those of now.
    ///   - also: another bundle that will judge it, for what it asks about.
    /// Throws `action_unknown` for what the run's bundle does not have.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ run: RunOfAction.Row, action name: String, arguments: JSON,
        outputs: [OutputDeclaration], asker: String?, before: Timestamp? = nil,
        past: Past? = nil, also: PolicyBundle? = nil
    ) throws -> ActionSituation {
        let (policyRows, counts, contributors, editors, moves) = try tx.all(
            PoliciesOfRun(team: team.id, pinned: run.policyNumber),
            RequestCounts(team: team.id, run: run.id, action: name, before: before),
            RunContributors(team: team.id, run: run.id), PolicyEditors(team: team.id, days: policyEditorDays),
            LatestTrustMoves(team: team.id, template: run.template))
        let policies = try RunPolicies(tx, team, pinned: run.policyNumber, policyRows)
        let (pinned, current, earlierRequests) = (policies.pinned, policies.current, try counts.one())
        guard let action = pinned.action(name) else { throw unknown(name, pinned) }
        var facts = ActionFacts(
            template: run.template, useCase: pinned.useCase(run.useCase), mode: run.mode, risk: run.risk,
            outputs: outputs, action: action, arguments: arguments,
            requester: PersonFacts(id: run.requesterID, login: run.requesterLogin, roles: Set(run.requesterRoles)),
            contributors: Set(contributors + [asker].compactMap { $0 }), policyEditors: Set(editors),
            earlierRequests: earlierRequests.ofAction)
        let held = past == nil ? try HeldTrust.of(run, moves, tx, team) : [:]
        let trust = past?.trust ?? TrustRungs(held.mapValues(\.standing.rung))
        facts.trust = trust[action.actionClass]
        try facts.add(Surroundings(bundles: [pinned, current, also].compactMap { $0 }, at: past?.at), run, tx, team)
        return ActionSituation(
            run: run, action: action, arguments: arguments, pinned: pinned, current: current,
            currentNumber: policies.currentNumber, earlierRequests: earlierRequests, trust: trust,
            heldTrust: held, facts: facts)
    }

    /// The stricter of what the run's own bundle says and what the one in force says.
    func decision() -> PolicyDecision {
        let old = pinned.decide(facts)
        if run.policyNumber == currentNumber { return old }
        let new = decision(by: current)
        return .stricter(
            old.by(policy: run.policyNumber, unlike: new), new.by(policy: currentNumber, unlike: old))
    }

    /// The same for a request that was made before: by what policy said then, too.
    func decision(since request: ActionRequestRow) throws -> PolicyDecision {
        .stricter(try PolicyDecision(kept: request.decision), decision())
    }

    /// What some bundle says to it.
    func decision(by bundle: PolicyBundle) -> PolicyDecision {
        facts(for: bundle).map(bundle.decide) ?? .deny(unknownAction: action.name)
    }

    /// The facts as a bundle sees them, with its own action and use case; nil if it has no such action.
    func facts(for bundle: PolicyBundle) -> ActionFacts? {
        guard let action = bundle.action(action.name) else { return nil }
        var seen = facts
        seen.action = action
        seen.useCase = bundle.useCase(run.useCase)
        seen.trust = trust[action.actionClass]
        return seen
    }

    /// How long a sign-off can be used: as an approval of what cannot be undone, by the stricter of both bundles.
    var signOffLifetimeSeconds: Int {
        min(pinned.review[.irreversible].lifetimeSeconds, current.review[.irreversible].lifetimeSeconds)
    }

    private static func unknown(_ name: String, _ bundle: PolicyBundle) -> Failure {
        let near = NearestName.of(name, in: bundle.actions.map(\.name)).map { ": did you mean \($0)?" } ?? ""
        return Failure(
            .actionUnknown, "the run's policy has no action \(HiddenText.render(name))\(near)",
            detail: ["actions": .array(bundle.actions.map { .string($0.name) })])
    }
}
