import API
import Domain
import Store

/// Says that a version, or a whole template, is not to be used any more. One person is enough to stop something; what is
/// used instead takes two. Runs that were dispatched before go on.
package enum DeprecateTemplate {
    package static func run(
        _ team: TeamContext, _ name: String, _ request: DeprecateRequest
    ) throws -> Page<TemplateVersionSummary> {
        guard let person = team.personID else { throw Failure(.notHuman, "only a person can deprecate a template") }
        let reason = try ReasonText.check(request.reason)
        return try team.change { change in
            let tx = change.tx
            if let instead = request.instead { try check(instead, of: name, tx, team) }
            let count: Int
            if let version = request.version {
                count = try tx.runNow(
                    Store.DeprecateTemplateVersion(
                        team: team.id, template: name, number: version, person: person, reason: reason,
                        instead: request.instead ?? ""))
            } else {
                count = try tx.runNow(
                    Store.DeprecateTemplate(
                        team: team.id, template: name, person: person, reason: reason, instead: request.instead ?? ""))
            }
            let rows = try tx.all(TemplateVersions(team: team.id, template: name))
            guard !rows.isEmpty else { throw try Failure.missingTemplate(name, tx, team) }
            guard count > 0 else { throw nothing(name, request.version, rows) }
            try change.record(
                "template_deprecated", "template:\(name)",
                [
                    "number": request.version.map { .integer(Int64($0)) } ?? .null,
                    "instead": request.instead.map(JSON.string) ?? .null,
                ])
            return Page(items: rows.map(TemplateVersionSummary.init))
        }
    }

    private static func check(_ instead: String, of name: String, _ tx: Transaction, _ team: TeamContext) throws {
        guard instead != name else {
            throw Failure(.invalidInput, "instead: \(name) cannot stand in for itself; leave it out")
        }
        _ = try ChosenTemplate.load(tx, team, instead)
    }

    private static func nothing(_ name: String, _ version: Int?, _ rows: [TemplateVersionRow]) -> Failure {
        guard let version else {
            return Failure(.wrongState, "no version of template \(name) is published, so there is nothing to deprecate")
        }
        guard let row = rows.first(where: { $0.number == version }) else {
            return Failure.missingVersion(name, version)
        }
        return Failure(.wrongState, "template \(name) version \(version) is \(row.state.rawValue), not published")
    }
}
