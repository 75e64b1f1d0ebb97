import API
import Decisions
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
            switch state {
            case .draft: break
            case .published: throw Failure(.wrongState, "template \(title) is published already")
            case .deprecated:
                throw Failure(
                    .wrongState,
                    "template \(title) is deprecated and cannot be published again: `countersign template edit "
                        + "\(name)@\(version)` makes a draft of it; publish that")
            }
            guard row.authorID != publisher else {
                throw Failure(
                    .secondPersonRequired,
                    "you wrote template \(title); ask another member of team \(team.name) to read and publish it")
            }
            try refuseErrors(in: .load(change.tx, team, name, number: version), title)
            try change.tx.run(
                PublishTemplateVersion(
                    team: team.id, template: name, number: version, publisher: publisher, at: change.tx.startedAt))
            try change.record(
                "template_published", "template:\(name)",
                ["number": .integer(Int64(version)), "digest": .string(row.digest.description)])
            try change.recordTrust(in: name, by: publisher)
            return try .load(change.tx, team, name, .number(version))
        }
    }

    /// Lint as it is now, not as it was when the version was pushed.
    private static func refuseErrors(in template: TaskTemplate, _ title: String) throws {
        if let gaps = Problems(template.missing ?? []) { throw gaps.failure(.invalidTemplate) }
        let errors = LintRules.remarks(template).filter { $0.level == .error }
        guard let first = errors.first, let problems = Problems(errors.map(\.problem)) else { return }
        throw Failure(
            .templateLint,
            "template \(title) has \(errors.count) lint error\(errors.count == 1 ? "" : "s"); mend the draft and push it "
                + "again. `countersign template lint --explain \(first.rule)` tells why",
            detail: problems.failure(.templateLint).detail)
    }
}
