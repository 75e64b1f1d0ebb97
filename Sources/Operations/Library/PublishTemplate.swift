import API
import Domain
import Store

/// Makes a draft usable. Two people stand behind each published version: its author and whoever published it.
package enum PublishTemplate {
    package static func run(_ team: TeamContext, _ name: String, version: Int) throws -> TemplateVersionView {
        try team.change { change in
            let title = "\(name) version \(version)"
            guard let publisher = team.personID else { throw Failure(.notHuman, "only a person can publish") }
            guard
                let state = try change.tx.first(
                    LockTemplateVersion(team: team.id, template: name, number: version)),
                let row = try change.tx.templateVersion(team: team.id, template: name, .number(version))
            else { throw Failure.missing("template", title) }
            guard state == .draft else { throw Failure(.wrongState, "template \(title) is \(state.rawValue) already") }
            guard row.authorID != publisher else {
                throw Failure(
                    .secondPersonRequired,
                    "you wrote template \(title); ask another member of team \(team.name) to read and publish it")
            }
            let missing = try TaskTemplate.load(change.tx, team, name, number: version).missing ?? []
            if let problems = Problems(missing) { throw problems.failure(.invalidTemplate) }
            try change.tx.run(
                PublishTemplateVersion(
                    team: team.id, template: name, number: version, publisher: publisher, at: change.tx.startedAt))
            try change.record(
                "template_published", "template:\(name)",
                ["number": .integer(Int64(version)), "digest": .string(row.digest.description)])
            return try .load(change.tx, team, name, .number(version))
        }
    }
}
