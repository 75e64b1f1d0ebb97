import Domain
import Store

/// Which document is meant: a layer, and for the layer of projects the project.
struct ContextPlace {
    let teamID: String
    let layer: ContextLayer
    /// Empty but for the layer of projects.
    let project: String

    /// For reading: the organisation's document is everybody's.
    init(_ team: TeamContext, layer word: String, project: String?) throws {
        guard let layer = ContextLayer(rawValue: word) else { throw Failure.missing("context layer", word) }
        guard (layer == .project) == (project != nil) else {
            throw Failure(
                .invalidInput,
                layer == .project
                    ? "name the project whose context this is" : "\(layer.rawValue) context belongs to no project")
        }
        if let project { try ProjectName.check(project) }
        teamID = layer == .organisation ? TeamContext.installationID : team.id
        self.layer = layer
        self.project = project ?? ""
    }

    /// For changing: the organisation's document is its operators', within the installation; a team's and its projects' are
    /// their members'.
    static func own(_ team: TeamContext, layer word: String, project: String?) throws -> ContextPlace {
        let place = try ContextPlace(team, layer: word, project: project)
        guard (place.layer == .organisation) == (team.id == TeamContext.installationID) else {
            throw Failure(
                .notAllowed,
                place.layer == .organisation
                    ? "the organisation's context is its operators', in the team `\(TeamContext.installationName)`"
                    : "the installation has the organisation's context only; \(word) context is a team's")
        }
        return place
    }

    /// `team`, `project/website`: in events and messages.
    var name: String { layer.rawValue + (project.isEmpty ? "" : "/\(project)") }

    /// As a command takes it.
    var arguments: String { layer.arguments(project: project) }

    func title(_ number: Int) -> String { "\(name) version \(number)" }

    /// The command that puts a version in force.
    func approval(of number: Int) -> String { "`countersign context approve \(arguments) --version \(number)`" }

    var versions: ContextVersions { ContextVersions(team: teamID, layer: layer, project: project) }

    /// The version with its text. Throws `not_found`.
    func version(_ number: Int, _ tx: Transaction) throws -> ContextDocumentRow {
        let query = ContextVersion(team: teamID, layer: layer, project: project, number: number)
        guard let row = try tx.first(query) else { throw Failure.missing("context", title(number)) }
        return row
    }

    /// The version, locked until the end of the transaction, if it is still to be decided. Throws `not_found`, `wrong_state`
    /// when somebody has decided it, and `stale` when another was proposed since.
    func lockProposal(_ number: Int, _ tx: Transaction) throws -> ContextDocumentRow {
        let lock = LockContextVersion(team: teamID, layer: layer, project: project, number: number)
        guard let state = try tx.first(lock) else { throw Failure.missing("context", title(number)) }
        guard state == .proposed else { throw try decided(number, state, tx) }
        return try version(number, tx)
    }

    private func decided(_ number: Int, _ state: ContextState, _ tx: Transaction) throws -> Failure {
        let already = "\(title(number)) is \(state.rawValue) already"
        guard let next = try tx.all(versions).first(where: { $0.state == .proposed }) else {
            return Failure(.wrongState, already)
        }
        return Failure(
            .stale,
            "\(already); version \(next.number) by \(next.author) is what waits now: read it with "
                + "`countersign context diff \(arguments) --to \(next.number)`")
    }

    func decide(_ number: Int, _ state: ContextState, by person: String, _ change: Change) throws {
        try change.tx.run(
            DecideContext(
                team: teamID, layer: layer, project: project, number: number, state: state, decidedBy: person))
    }

    func facts(_ row: ContextDocumentRow) -> [String: JSON] {
        ["number": .integer(Int64(row.version.number)), "digest": .string(row.version.digest.description)]
    }
}

extension TeamContext {
    /// Whether the caller proposes and approves context here: any member or admin, and operators for the installation.
    var keepsContext: Bool { id == Self.installationID || !roles.isDisjoint(with: [.member, .admin]) }
}
