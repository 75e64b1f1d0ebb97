import Decisions
import Domain
import Store

/// Everybody's part in how an output comes to be: what conflicts are judged by.
enum Involvements {
    /// Of a run and its versions so far.
    /// - Parameters:
    ///   - pins: as the run's brief has them.
    ///   - at: the moment from which on it is asked who had changed the policy lately; nil for now.
    static func load(
        _ tx: Transaction, _ team: TeamContext, run: String, template: String, templateVersion: Int, pins: JSON,
        at time: Timestamp? = nil
    ) throws -> [Involvement] {
        let documents = (pins["context"]?.array ?? []).compactMap(PinnedDocument.init)
        let rest = try Common(
            tx, team, template: template, templateVersion: templateVersion, documents: documents, at: time)
        let (run, editors, writers, enactors) = try tx.all(
            RunInvolvements(team: team.id, run: run), rest.template, rest.context, rest.policy)
        return (run + editors + writers + enactors).map(Involvement.init)
    }

    /// Of a run that somebody is about to ask for; on which host it will run is not known yet.
    static func beforeDispatch(
        _ tx: Transaction, _ team: TeamContext, requester: String, template: String, templateVersion: Int,
        context: [ContextDocument]
    ) throws -> [Involvement] {
        let requester = Involvement(
            role: .requester, personID: requester, what: "this run",
            atMilliseconds: Int(try tx.startedAt.millisecondsSince1970))
        let rest = try Common(
            tx, team, template: template, templateVersion: templateVersion, documents: context.map(PinnedDocument.init))
        let (editors, writers, enactors) = try tx.all(rest.template, rest.context, rest.policy)
        return [requester] + (editors + writers + enactors).map(Involvement.init)
    }

    /// Of any run that somebody could ask for from that time on: whoever edits the policy, or wrote the context that every
    /// run inherits, has a part in all of them.
    static func ofAnyRun(_ tx: Transaction, _ team: TeamContext, from time: Timestamp) throws -> [Involvement] {
        let documents = try EffectiveContext.load(tx, team).map(PinnedDocument.init)
        let (writers, enactors) = try tx.all(Common.context(team, documents), Common.policy(team, at: time))
        return (writers + enactors).map(Involvement.init)
    }

    /// Of any run of this template that names no version.
    static func ofAnyRun(_ tx: Transaction, _ team: TeamContext, template: String) throws -> [Involvement] {
        guard let version = try tx.templateVersion(team: team.id, template: template, .dispatched(project: ""))
        else { return [] }
        return try tx.all(TemplateInvolvements(team: team.id, template: template, number: version.number))
            .map(Involvement.init)
    }

    /// What is asked about both.
    private struct Common {
        let template: TemplateInvolvements
        let context: ContextInvolvements
        let policy: PolicyInvolvements

        init(
            _ tx: Transaction, _ team: TeamContext, template: String, templateVersion: Int, documents: [PinnedDocument],
            at time: Timestamp? = nil
        ) throws {
            self.template = TemplateInvolvements(team: team.id, template: template, number: templateVersion)
            context = Self.context(team, documents)
            policy = Self.policy(team, at: try time ?? tx.startedAt)
        }

        static func context(_ team: TeamContext, _ documents: [PinnedDocument]) -> ContextInvolvements {
            ContextInvolvements(
                team: team.id, layers: documents.map(\.layer), names: documents.map(\.name),
                numbers: documents.map(\.version))
        }

        static func policy(_ team: TeamContext, at time: Timestamp) -> PolicyInvolvements {
            PolicyInvolvements(team: team.id, since: time - Int64(Conflicts.policyEditMilliseconds / 1_000))
        }
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
    /// - Parameters:
    ///   - presence: with the delegations that have lasted since the run was asked for.
    ///   - given: when their verdict was given; nil for now.
    ///   - now: the database's time.
    init(
        personID: String, involvements: [Involvement], presence: Presence, given: Timestamp? = nil, now: Timestamp
    ) {
        self.init(
            actor: .person(id: personID), isHuman: true, accountIDs: [personID], involvements: involvements,
            delegations: presence.links(given: given ?? now, now: now),
            nowMilliseconds: Int(now.millisecondsSince1970))
    }
}
