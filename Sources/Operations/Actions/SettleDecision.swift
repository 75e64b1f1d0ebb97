import Decisions
import Domain
import Platform
import Store

/// What the server itself says to a request, whatever policy allows.
extension ActionSituation {
    /// A policy's answer, and then: what is only tried has no effect, nobody is asked to sign what cannot be done, and of what
    /// an agent is trusted to do alone a person sees some now and then.
    /// - Parameters:
    ///   - facts: as that policy sees them.
    ///   - obstacle: why it cannot be done; nil if it can.
    ///   - draw: of an agent's request; nil for a person's.
    func settled(
        _ decision: PolicyDecision, _ facts: ActionFacts, obstacle: Reason?, draw: UInt64?
    ) -> PolicyDecision {
        if run.isTrial {
            return .deny(because: Reason(.trial, "this run tries a template, and what is tried has no effect"))
        }
        if decision.outcome != .deny, let obstacle { return .deny(because: obstacle) }
        return draw.map { decision.sampled(facts, draw: $0) } ?? decision
    }

    /// Why this server could not carry it out; nil if it could.
    func obstacle(_ action: ActionDefinition, _ executors: Executors, hasOutput: Bool) -> Reason? {
        guard let name = action.executor else { return nil }
        func impossible(_ why: String) -> Reason { Reason(.executor, why, place: action.place) }
        guard let executor = executors[name] else {
            return impossible("this server has no executor \(name) for \(action.name)")
        }
        if executor.exportsOutput && !hasOutput {
            return impossible(
                "\(name) carries out an approved output: ask with `countersign output release` once it is approved")
        }
        return executor.objection(to: arguments).map(impossible)
    }

    /// The request's digest holds a random nonce of the server, and the key stays here: no agent can know or choose it.
    static func draw(of digest: Digest, _ services: Services) -> UInt64 {
        let code = HMAC256.sign(Array("countersign.sample/v1".utf8) + digest.bytes, key: services.receiptKey)
        return code.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// What some bundle would have led to when this request was made: where it would be carried out by the same executor, the
    /// server could do then what it could do then.
    func replay(_ request: ActionRequestRow, by bundle: PolicyBundle, _ services: Services) throws -> PolicyDecision {
        guard let facts = facts(for: bundle) else { return decision(by: bundle) }
        let obstacle =
            facts.action.executor == action.executor
            ? try PolicyDecision(kept: request.decision).reasons.first { $0.rule == BuiltInRule.executor.rawValue }
            : self.obstacle(facts.action, services.executors, hasOutput: request.outputID != nil)
        return settled(
            bundle.decide(facts), facts, obstacle: obstacle,
            draw: request.term.map { _ in Self.draw(of: request.digest, services) })
    }
}
