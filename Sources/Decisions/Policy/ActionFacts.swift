import Domain

/// Everything that policy may look at when an agent asks for an action. Facts are computed by the service; nothing here
/// is the agent's own word but the arguments, and they are what will be signed.
package struct ActionFacts: Sendable {
    package var template: String
    /// The use case of the run in the bundle that judges; nil when that bundle has none of its name.
    package var useCase: UseCase?
    package var mode: Mode
    /// Of the run.
    package var risk: Risk
    /// What the run's output holds so far, or is declared to hold.
    package var outputs: [OutputDeclaration]
    package var action: ActionDefinition
    /// Valid by the action's schema.
    package var arguments: JSON
    /// Who dispatched the run.
    package var requester: PersonFacts
    /// Identifiers of people who fed the run or its output.
    package var contributors: Set<String>
    /// Identifiers of people who changed the applicable policy lately.
    package var policyEditors: Set<String>
    /// How often this run has asked for this action before.
    package var earlierRequests: Int
    // What nobody says is the strictest: it cannot be told, has been read from anywhere, has earned no trust.
    package var team: String?
    package var taint = TaintSource.ofEveryRun
    /// In the template, with this class of actions.
    package var trust = TrustRung.observe
    package var budgetUsedPercent: Int?
    package var localTimes = LocalTimes()

    package init(
        template: String, useCase: UseCase?, mode: Mode, risk: Risk, outputs: [OutputDeclaration],
        action: ActionDefinition, arguments: JSON, requester: PersonFacts, contributors: Set<String>,
        policyEditors: Set<String>, earlierRequests: Int
    ) {
        self.template = template
        self.useCase = useCase
        self.mode = mode
        self.risk = risk
        self.outputs = outputs
        self.action = action
        self.arguments = arguments
        self.requester = requester
        self.contributors = contributors
        self.policyEditors = policyEditors
        self.earlierRequests = earlierRequests
    }

    /// Trust as far as it can go for this action.
    package var heldTrust: TrustRung { min(trust, action.trustCeiling) }

    /// The values of a fact; several for outputs and recipients. Nil when they cannot be told: a rule that asks then
    /// errors, and an error denies.
    func values(_ name: FactName) -> [String]? {
        switch name {
        case .team: team.map { [$0] }
        case .template: [template]
        case .useCase: useCase.map { [$0.name] }
        case .mode: [mode.rawValue]
        case .permissionLevel: useCase.map { [$0.level.rawValue] }
        case .risk: [risk.rawValue]
        case .outputKind: Set(outputs.map(\.kind.rawValue)).sorted()
        case .path: outputs.map(\.path)
        case .action: [action.name]
        case .actionClass: [action.actionClass.rawValue]
        case .reversible: ["\(action.reversible)"]
        case .target: action.target.filled(arguments).map { [$0] }
        case .recipients: action.recipients(in: arguments)
        case .recipientDomain: action.recipientDomains(in: arguments)
        case .currency: currency
        case .taint: taint.isEmpty ? ["none"] : taint.map(\.rawValue).sorted()
        case .trust: [heldTrust.rawValue]
        case .requesterRole: requester.roles.map(\.rawValue).sorted()
        }
    }

    private var currency: [String]? {
        guard let name = action.currencyArgument else { return [] }
        return arguments[name]?.string.map { [$0] }
    }
}

extension FactName {
    /// Several values of one request must each be fit before a rule may permit; one of a person's roles is enough.
    var isCollective: Bool {
        switch self {
        case .outputKind, .path, .recipients, .recipientDomain, .taint: true
        case .team, .template, .useCase, .mode, .permissionLevel, .risk, .action, .actionClass, .reversible, .target,
            .currency, .trust, .requesterRole:
            false
        }
    }
}
