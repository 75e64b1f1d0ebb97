import API
import Domain
import Platform
import Store

/// Registers a host that claims a team's runs. Its token is shown once; only the hash is kept.
package enum RegisterRunner {
    private static let labelLimit = 32

    package static func run(_ team: TeamContext, _ input: RunnerRequest) throws -> RunnerSecret {
        guard PersonText.isLabel(input.name) else {
            throw Failure(.invalidInput, "a runner's name is 1 to 63 of a-z, 0-9, `.`, `_` and `-`")
        }
        if let label = input.labels.first(where: { !PersonText.isLabel($0) }) {
            throw Failure(.invalidInput, "the label \(label) is not 1 to 63 of a-z, 0-9, `.`, `_` and `-`")
        }
        let labels = Set(input.labels).sorted()
        guard labels.count <= labelLimit else {
            throw Failure(.invalidInput, "a runner has at most \(labelLimit) labels, not \(labels.count)")
        }
        let token = Token.make(.runner)
        let id = Identifier.make(.runner)
        return try team.change { change in
            let inCharge = try personInCharge(change, input.operatorLogin)
            let runner = InsertRunner(
                team: team.id, id: id, name: input.name, operatorID: inCharge.personID, tokenHash: token.hash,
                labels: labels, at: try change.tx.startedAt)
            do {
                try change.tx.runNow(runner)
            } catch DatabaseError.uniqueViolation {
                throw Failure(.alreadyExists, "team \(team.name) has a runner \(input.name) already, or had one")
            }
            try change.record(
                "runner_created", "runner:\(id)",
                ["name": .string(input.name), "operator": .string(inCharge.personID)])
            let view = RunnerView(
                id: id, name: input.name, labels: labels, operatorLogin: inCharge.login, host: "",
                createdAt: runner.at)
            return RunnerSecret(runner: view, secret: token.secret)
        }
    }

    /// The person who answers for the host, and who is conflicted for whatever runs there: a member of the team.
    private static func personInCharge(_ change: Change, _ login: String?) throws -> Members.Row {
        let members = try change.tx.all(Members(team: change.team.id)).filter { !$0.isDisabled }
        guard let login else {
            guard let caller = members.first(where: { $0.personID == change.team.personID }) else {
                throw Failure(.invalidInput, "name the member who is in charge of the runner's host")
            }
            return caller
        }
        guard let member = members.first(where: { $0.login == login }) else {
            throw Failure(
                .invalidInput,
                "\(login) is not a member of team \(change.team.name), and one must be in charge of the runner's host")
        }
        return member
    }
}
