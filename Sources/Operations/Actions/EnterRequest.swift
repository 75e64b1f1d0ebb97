import API
import Decisions
import Domain
import Formats
import Platform
import Store

/// Judges a request and writes it down, however it is answered: what an agent and what a person asks for go the same
/// way from here.
struct EnterRequest {
    /// How long people have. Then no answer is a denial and the run goes on: an agent's own hook waits 600 s at most.
    static let holdSeconds: Int64 = 600
    /// However many requests policy has room for, and denials are kept too: a run that asks more often is in a loop.
    static let requestsPerRunLimit = 100
    static let claimLimitBytes = 8_000
    static let argumentsLimitBytes = 64 << 10

    let situation: ActionSituation
    let requestedBy: Actor
    let agent: (attempt: Int, term: Int64)?
    let output: ReleasedVersion?
    let claim: String

    /// Answers the request's identifier.
    func run(_ change: Change) throws -> String {
        try checkArguments()
        let counts = situation.earlierRequests
        guard counts.ofAny < Self.requestsPerRunLimit else {
            throw Failure(
                .requestLimit, "this run has made \(counts.ofAny) requests, and no run may make more; do without")
        }
        let (tx, team, action) = (change.tx, change.team, situation.action)
        guard let target = action.target.filled(situation.arguments),
            let preview = action.preview.filled(situation.arguments)
        else {
            throw Failure(.invalidInput, "the arguments do not say what \(action.name) would act upon")
        }
        let payload = ActionPayload(
            situation, team: team, requestedBy: requestedBy, agent: agent, output: output, target: target,
            expiresAt: try tx.startedAt + Self.holdSeconds, epoch: try tx.one(InstallationEpoch()))
        let digest = Digest.of(payload.canonical)
        let decision = settled(digest, team.services)
        let id = Identifier.make(.action)
        try tx.run(row(id, decision, payload, shown: (target, preview), change))
        try follow(decision, id, digest, change)
        try situation.heldTrust[action.actionClass]?.recordChange(change)
        return id
    }

    /// What policy says, and then what the server does.
    private func settled(_ digest: Digest, _ services: Services) -> PolicyDecision {
        let obstacle = situation.obstacle(situation.action, services.executors, hasOutput: output != nil)
        return situation.settled(
            situation.decision(), situation.facts, obstacle: obstacle,
            draw: agent.map { _ in ActionSituation.draw(of: digest, services) })
    }

    private func row(
        _ id: String, _ decision: PolicyDecision, _ payload: ActionPayload, shown: (target: String, preview: String),
        _ change: Change
    ) throws -> InsertActionRequest {
        let (team, action) = (change.team, situation.action)
        let now = try change.tx.startedAt
        let countersignatures = decision.requirements.filter { $0.tier == .countersignature }
        return InsertActionRequest(
            team: team.id, id: id,
            origin: .init(
                runID: situation.run.id, attempt: agent?.attempt, term: agent?.term, outputID: output?.id,
                outputVersion: output?.version),
            action: action, arguments: situation.arguments, target: shown.target, preview: shown.preview, claim: claim,
            canonical: payload.canonical, effectDigest: payload.effectDigest,
            policyNumber: situation.run.policyNumber, decision: try decision.json,
            trust: situation.trust, neededSignOffs: decision.requirements.map(\.demand.leastPeople).max() ?? 0,
            neededCountersignatures: countersignatures.map(\.demand.leastPeople).max() ?? 0, state: decision.state,
            requestedBy: requestedBy.text, requestedAt: now, deadline: now + Self.holdSeconds)
    }

    /// What the answer of policy leads to, and its record.
    private func follow(_ decision: PolicyDecision, _ id: String, _ digest: Digest, _ change: Change) throws {
        let facts = decision.record.merging([
            "run": .string(situation.run.id), "action": .string(situation.action.name),
            "digest": .string(digest.description), "output": output.map { .string($0.id) } ?? .null,
        ]) { $1 }
        switch decision.outcome {
        case .deny:
            try change.record("action_denied", "action:\(id)", facts, by: requestedBy)
            try change.tx.run(
                InsertActionDecision(
                    team: change.team.id, request: id, outcome: DenialReason.policy.rawValue,
                    decidedBy: Actor.system(job: "policy").text,
                    reason: decision.reasons.map(\.description).joined(separator: "; ")))
        case .allow:
            try change.record("action_allowed", "action:\(id)", facts, by: requestedBy)
            if situation.action.executor != nil {
                try change.tx.run(InsertExecution(team: change.team.id, request: id))
            }
        case .hold:
            try change.record("action_held", "action:\(id)", facts, by: requestedBy)
            if agent != nil { try change.settleRun(situation.run.id) }
        }
    }

    private func checkArguments() throws {
        try ArgumentText.check(situation.arguments)
        let size = situation.arguments.canonical.utf8.count
        guard size <= Self.argumentsLimitBytes, claim.utf8.count <= Self.claimLimitBytes else {
            throw Failure(
                .invalidInput,
                "arguments may have \(Self.argumentsLimitBytes) bytes and a claim \(Self.claimLimitBytes); "
                    + "these have \(size) and \(claim.utf8.count)")
        }
        let problems: [SchemaProblem]
        do {
            problems =
                try situation.arguments.unkeptNumbers
                + JSONSchema(situation.action.argumentSchema).validate(situation.arguments)
        } catch {
            throw Failure(.invalidBundle, "the schema of \(situation.action.name) cannot be used: \(error.problems)")
        }
        guard !problems.isEmpty else { return }
        throw Failure(
            .invalidInput,
            "arguments: \(problems.said). So \(situation.action.name) cannot be asked for",
            detail: [
                "problems": .array(
                    problems.map { ["path": .string($0.instancePath), "message": .string($0.message)] })
            ])
    }
}

extension PolicyDecision {
    fileprivate var state: ActionState {
        switch outcome {
        case .deny: .denied
        case .hold: .held
        case .allow: .allowed
        }
    }
}
