import Domain
import Store

/// One request: who calls, with what means, and under which idempotency key.
package struct Context: Sendable {
    package let services: Services
    package let caller: Caller
    package let repetition: RepetitionKey?

    package init(services: Services, caller: Caller, repetition: RepetitionKey? = nil) {
        self.services = services
        self.caller = caller
        self.repetition = repetition
    }

    /// The calling person; throws `not_human` for runners.
    package func person() throws -> CallingPerson {
        switch caller {
        case .person(let person): return person
        case .runner: throw Failure(.notHuman, "only a person can do this, and this is a runner's token")
        case .nobody: throw Failure(.notAuthenticated, "log in first: `countersign login`")
        }
    }

    /// The calling runner.
    package func runner() throws -> CallingRunner {
        switch caller {
        case .runner(let runner): return runner
        case .person, .nobody: throw Failure(.notAllowed, "only a runner's token can do this")
        }
    }

    /// A team of the calling person. One that is not theirs is missing like any that does not exist.
    /// - Parameter roles: one of these is needed; none given means that membership is enough.
    package func team(_ name: String, needs roles: [TeamRole] = []) throws -> TeamContext {
        let person = try person()
        guard let team = person.teams[name] else { throw Failure.missing("team", name) }
        guard roles.isEmpty || !team.roles.isDisjoint(with: roles) else {
            let wanted = roles.map(\.rawValue).joined(separator: " or ")
            throw Failure(.notAllowed, "this needs the role \(wanted) in team \(name); ask one of its admins")
        }
        return TeamContext(
            context: self, id: team.id, name: name, actor: .person(id: person.id), personID: person.id,
            roles: team.roles)
    }

    /// The calling runner's team. Runners hold no role.
    package func runnerTeam() throws -> TeamContext {
        let runner = try runner()
        return TeamContext(
            context: self, id: runner.teamID, name: runner.team, actor: .runner(id: runner.id), personID: nil, roles: []
        )
    }

    /// The installation itself, for its operators.
    package func installation() throws -> TeamContext {
        let person = try person()
        guard person.isOperator else {
            throw Failure(.notAllowed, "this is for operators of the installation")
        }
        return TeamContext(
            context: self, id: TeamContext.installationID, name: TeamContext.installationName,
            actor: .person(id: person.id),
            personID: person.id, roles: [])
    }
}

extension Failure {
    /// There is no such thing for this caller: the same words whether it does not exist or belongs to others.
    package static func missing(_ kind: String, _ name: String) -> Failure {
        Failure(.notFound, "there is no \(kind) \(name) here")
    }
}
