import API
import Domain
import Store

/// What of the template that a run was dispatched from a finding is about: a criterion, a line of its files, or nothing.
struct TemplateSubject {
    private static let textLimit = 1_000

    var criterion: String?
    var line: TemplateLine?

    /// Throws `not_found` for what the template does not have, and `bad_request` for more than one thing.
    static func find(_ wanted: FindingSubject?, _ dossier: ReviewDossier, _ change: Change) throws -> TemplateSubject {
        switch (wanted?.criterion, wanted?.constraint, wanted?.file, wanted?.line) {
        case (nil, nil, nil, nil): return TemplateSubject()
        case (let criterion?, nil, nil, nil):
            guard dossier.template.successCriteria.contains(where: { $0.id == criterion }) else {
                throw Failure.missing("criterion", criterion)
            }
            return TemplateSubject(criterion: criterion)
        case (nil, let number?, nil, nil):
            guard dossier.template.constraints.indices.contains(number - 1) else {
                let count = dossier.template.constraints.count
                throw Failure(.notFound, "the template has \(count.counted("constraint")), and no \(number)")
            }
            let (file, place) = dossier.template.place(of: "task.yaml#/constraints/\(number - 1)")
            var line = try line(place.line, of: file, dossier, change)
            line.constraint = number
            return TemplateSubject(line: line)
        case (nil, nil, let file?, let number?):
            return TemplateSubject(line: try line(number, of: file, dossier, change))
        default:
            throw Failure(
                .badRequest, "a finding is about a criterion, a constraint, or a line of a file: say one of them")
        }
    }

    private static func line(
        _ number: Int, of file: String, _ dossier: ReviewDossier, _ change: Change
    ) throws -> TemplateLine {
        let version = dossier.version
        let name = "version \(version.templateVersion) of \(version.template)"
        let files = try change.tx.all(
            TemplateFiles(team: change.team.id, template: version.template, number: version.templateVersion))
        guard let stored = files.first(where: { $0.path == file }) else {
            throw Failure(
                .notFound, "\(name) has no file \(file); it has \(files.map(\.path).joined(separator: ", "))")
        }
        let bytes = try StoredBytes.load(change.tx, change.team, stored.digest)
        let lines = bytes.lines
        guard lines.indices.contains(number - 1) else {
            throw Failure(.notFound, "\(file) of \(name) has \(lines.count.counted("line")), and no \(number)")
        }
        guard let text = String(text: lines[number - 1]) else {
            throw Failure(.badRequest, "\(file) of \(name) is not text")
        }
        return TemplateLine(file: file, line: number, text: String(text.prefix(textLimit)))
    }
}
