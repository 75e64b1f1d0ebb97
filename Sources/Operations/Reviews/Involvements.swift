import Decisions
import Domain
import Store

/// Everybody's part in how an output comes to be: what conflicts are judged by.
enum Involvements {
    /// Of a run and its versions so far.
    /// - Parameter pins: as the run's brief has them.
    static func load(
        _ tx: Transaction, _ team: TeamContext, run: String, template: String, templateVersion: Int, pins: JSON
    ) throws -> [Involvement] {
        let documents = (pins["context"]?.array ?? []).compactMap(PinnedDocument.init)
        let involved = try tx.all(RunInvolvements(team: team.id, run: run)).map(Involvement.init)
        return try involved
            + common(tx, team, template: template, templateVersion: templateVersion, documents: documents)
    }

    /// Of a run that somebody is about to ask for; on which host it will run is not known yet.
    static func beforeDispatch(
        _ tx: Transaction, _ team: TeamContext, requester: String, template: String, templateVersion: Int,
        context: [ContextDocument]
    ) throws -> [Involvement] {
        let requester = Involvement(
            role: .requester, personID: requester, what: "this run",
            atMilliseconds: Int(tx.startedAt.millisecondsSince1970))
        return try [requester]
            + common(
                tx, team, template: template, templateVersion: templateVersion,
                documents: context.map(PinnedDocument.init))
    }

    private static func common(
        _ tx: Transaction, _ team: TeamContext, template: String, templateVersion: Int, documents: [PinnedDocument]
    ) throws -> [Involvement] {
        let since = tx.startedAt - Int64(Conflicts.policyEditMilliseconds / 1_000)
        let rows =
            try tx.all(TemplateInvolvements(team: team.id, template: template, number: templateVersion))
            + tx.all(
                ContextInvolvements(
                    team: team.id, layers: documents.map(\.layer), names: documents.map(\.name),
                    numbers: documents.map(\.version)))
            + tx.all(PolicyInvolvements(team: team.id, since: since))
        return rows.map(Involvement.init)
    }
}

/// A version of a context document, as a run pins it.
private struct PinnedDocument {
    let layer: ContextLayer
    let name: String
    let version: Int

    init(_ document: ContextDocument) {
        layer = document.layer
        name = document.name
        version = document.version
    }

    init?(_ pin: JSON) {
        guard let layer = pin["layer"]?.string.flatMap(ContextLayer.init(rawValue:)),
            let version = pin["version"]?.integer
        else { return nil }
        self.layer = layer
        name = pin["name"]?.string ?? ""
        self.version = Int(version)
    }
}

extension Involvement {
    fileprivate init(_ row: InvolvementRow) {
        self.init(
            role: row.role, personID: row.person, what: row.what,
            atMilliseconds: Int(row.at.millisecondsSince1970))
    }
}

extension ReviewerStanding {
    /// - Parameter now: the database's time.
    init(personID: String, involvements: [Involvement], now: Timestamp) {
        self.init(
            actor: .person(id: personID), isHuman: true, accountIDs: [personID], involvements: involvements,
            delegations: [], nowMilliseconds: Int(now.millisecondsSince1970))
    }
}
