import API
import Domain
import Store

/// A team, as its caller may act in it. All reading and changing of a team's things goes through here, so that
/// row-level security, events and repeated requests are never forgotten.
package struct TeamContext: Sendable {
    package static let installationID = "team_installation"
    package static let installationName = "installation"

    package let context: Context
    package let id: String
    package let name: String
    package let actor: Actor
    /// Nil for runners and background jobs.
    package let personID: String?
    package let roles: Set<TeamRole>

    package var services: Services { context.services }

    /// For background jobs: a team on nobody's behalf.
    package static func system(job: String, teamID: String, name: String, services: Services) -> TeamContext {
        TeamContext(
            context: Context(services: services, caller: .nobody), id: teamID, name: name,
            actor: .system(job: job), personID: nil, roles: [])
    }

    /// For what is recorded although the request itself was refused: its key stays unused.
    var withoutRepetition: TeamContext {
        TeamContext(
            context: Context(services: services, caller: context.caller), id: id, name: name, actor: actor,
            personID: personID, roles: roles)
    }

    /// Reads at one moment.
    package func read<T>(_ body: (Transaction) throws -> T) throws -> T {
        try services.pool.transaction(.team(id, person: personID), isolation: .snapshot, body)
    }

    /// Makes one change: load, decide, apply, record its events, and keep the answer for a repetition of the request, all
    /// in one transaction.
    package func change<Answer: Message>(_ body: (Change) throws -> Answer) throws -> Answer {
        let turn = context.repetition?.turn(of: actor)
        return try services.pool.transaction(.team(id, person: personID), turn: turn) { tx in
            let change = Change(tx: tx, team: self)
            guard let key = context.repetition else { return try body(change) }
            if let answer = try key.answer(given: tx, to: actor, as: Answer.self) { return answer }
            let answer = try body(change)
            try key.keep(answer, given: tx, to: actor)
            return answer
        }
    }

    /// A change without an answer.
    package func change(_ body: (Change) throws -> Void) throws {
        _ = try change { change -> Nothing in
            try body(change)
            return Nothing()
        }
    }
}

/// A transaction that changes a team's things, and the way to record what it changes.
package struct Change {
    package let tx: Transaction
    package let team: TeamContext

    /// Records an event: audit, streams and inboxes read it.
    /// - Parameters:
    ///   - name: `<noun>_<past participle>`.
    ///   - subject: `<kind>:<id>`.
    ///   - data: facts and digests, never content, never a secret.
    ///   - actor: somebody other than the caller, such as the agent that a runner speaks for.
    package func record(
        _ name: String, _ subject: String, _ data: [String: JSON] = [:], by actor: Actor? = nil
    ) throws {
        let actor = actor ?? team.actor
        let at = try tx.startedAt
        let entry = AuditEntry(name: name, actor: actor, team: team.id, subject: subject, at: at, data: data)
        try tx.run(
            InsertEvent(
                team: team.id, at: at, name: name, actor: actor.text, subject: subject, entry: entry.canonical,
                leaf: entry.leaf))
    }
}
