import Decisions
import Domain
import Store

/// Whether one person may sign one request: by the facts of now, under the stricter of what policy said when it was
/// asked for and what it says now.
struct SignerStanding {
    let person: PersonFacts
    let situation: ActionSituation
    let decision: PolicyDecision
    /// What this person's yes would count for.
    let entitling: [Requirement]
    private let hasDeniedBefore: Bool
    private let hasSigned: Bool

    static func load(
        _ tx: Transaction, _ team: TeamContext, _ request: ActionRequestRow, personID: String
    ) throws -> SignerStanding {
        guard let person = try tx.first(SignerFacts(team: team.id, person: personID)) else {
            throw Failure.missing("action request", request.id)
        }
        let situation = try ActionSituation.load(tx, team, request)
        let decision = try situation.decision(since: request)
        // The same thing asked again after a no needs somebody else's yes.
        let hasDenied = request.history.contains {
            $0.outcome == DenialReason.deniedBy.rawValue
                && $0.decidedBy.map { Array($0.utf8) } == Array(person.login.utf8)
        }
        return SignerStanding(
            person: person, situation: situation, decision: decision,
            entitling: decision.requirements.filter { $0.entitles(person, facts: situation.facts).isEligible },
            hasDeniedBefore: hasDenied, hasSigned: request.signOffs.contains { $0.personID == personID })
    }

    /// A countersignature wherever this person's counts as one: it is worth more than a confirmation.
    var tier: SignOffTier { entitling.contains { $0.tier == .countersignature } ? .countersignature : .confirmation }

    /// Why this person's yes would change nothing; nil if it would count.
    var obstacle: Failure? {
        if hasSigned { return Self.signedAlready }
        do throws(Failure) {
            try check()
            return nil
        } catch {
            return error
        }
    }

    /// Whether it waits for this person: for their yes, or, since they have said no to the same before, for that again. Their
    /// no is at hand, and without it the run would wait until the deadline.
    var isWanted: Bool { obstacle == nil || (hasDeniedBefore && mayDeny) }

    static let signedAlready = Failure(.alreadyUsed, "you have signed this already; it waits for somebody else")

    /// A no costs little: whoever may sign says it, whoever dispatched the run, and every admin.
    var mayDeny: Bool {
        person.roles.contains(.admin) || situation.run.requesterID == person.id || !entitling.isEmpty
    }

    /// Throws why this person may not sign.
    func check() throws(Failure) {
        if decision.outcome == .deny {
            throw Failure(
                .actionDenied,
                "policy does not allow this any more: \(decision.reasons.map(\.description).joined(separator: "; "))")
        }
        if hasDeniedBefore {
            throw Failure(
                .conflictOfInterest,
                "you have denied the same effect in this run; asked again, it needs somebody else's yes")
        }
        guard entitling.isEmpty else { return }
        let facts = situation.facts
        let isConflict =
            person.id == facts.requester.id || facts.contributors.contains(person.id)
            || facts.policyEditors.contains(person.id)
        throw Failure(
            isConflict ? .conflictOfInterest : .notAllowed,
            "you cannot sign this: \(person.login) \(decision.entitles(person, facts: facts).reason). "
                + "It needs \(decision.missing.joined(separator: "; ")).")
    }

    /// What is still missing when these people and this one have signed.
    func missing(_ tx: Transaction, _ team: TeamContext, others: [String]) throws -> [String] {
        try decision.missing(tx, team, signers: others + [person.id], situation)
    }
}

extension PolicyDecision {
    /// What is still missing when these people have signed, each judged as they are now: who has left, has another role or
    /// has a part in it by now does not count any more.
    func missing(
        _ tx: Transaction, _ team: TeamContext, signers: [String], _ situation: ActionSituation
    ) throws -> [String] {
        let people = try signers.compactMap { try tx.first(SignerFacts(team: team.id, person: $0)) }
        return missing(after: people, facts: situation.facts)
    }
}

extension ActionSituation {
    /// The situation of a request that was made before: only what came before it counts as earlier.
    /// - Parameter asAsked: by the time, the budget and the trust of then instead of now.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ request: ActionRequestRow, asAsked: Bool = false,
        also: PolicyBundle? = nil
    ) throws -> ActionSituation {
        let run = try tx.one(RunOfAction(team: team.id, run: request.runID))
        let outputs: [OutputDeclaration]
        if let output = request.outputID, let version = request.outputVersion {
            outputs = try tx.all(ReleasedFiles(team: team.id, output: output, version: version))
                .map { OutputDeclaration(path: $0.path, kind: $0.kind) }
        } else {
            outputs = try TaskTemplate.load(tx, team, run.template, number: run.templateVersion).outputs
                .map { OutputDeclaration(path: $0.path, kind: $0.kind) }
        }
        let asker = request.requestedBy.hasPrefix("person:") ? String(request.requestedBy.dropFirst(7)) : nil
        return try load(
            tx, team, run, action: request.action, arguments: try JSON(text: request.canonical)["arguments"] ?? .null,
            outputs: outputs, asker: asker, before: request.requestedAt,
            past: asAsked ? Past(at: request.requestedAt, trust: request.trust) : nil, also: also)
    }
}
