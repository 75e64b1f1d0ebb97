import API
import Domain
import Store

/// What reviewers have found that lies in a template, its context, its inputs or its tools, newest first.
package enum ListTemplateFindings {
    package struct Filter: Sendable {
        package let isOpen: Bool
        package let criterion: String?
        package let cause: FindingCause?

        /// - Throws: `badRequest` for a cause that does not lie in the template, or is none.
        package init(open: String?, criterion: String?, cause: String?) throws {
            guard [nil, "true", "false"].contains(open) else {
                throw Failure(.badRequest, "open must be true or false, not \(open ?? "")")
            }
            isOpen = open == "true"
            self.criterion = criterion
            self.cause = try cause.map { word in
                guard let cause = FindingCause(rawValue: word), FindingCause.ofTemplates.contains(cause) else {
                    let all = FindingCause.ofTemplates.map(\.rawValue).joined(separator: ", ")
                    throw Failure(.badRequest, "cause must be one of \(all), not \(word)")
                }
                return cause
            }
        }
    }

    package static func run(
        _ team: TeamContext, _ name: String, _ filter: Filter, _ page: PageRequest
    ) throws -> Page<TemplateFindingView> {
        let place = try page.place()
        let rows = try team.read { tx in
            guard let latest = try tx.templateVersion(team: team.id, template: name, .latest) else {
                throw try Failure.missingTemplate(name, tx, team)
            }
            let wanted = TemplateFindingsFilter(
                team: team.id, template: name, person: team.personID ?? "",
                causes: filter.cause.map { [$0] } ?? FindingCause.ofTemplates, criterion: filter.criterion ?? "",
                before: place, limit: page.limit + 1)
            let rows = try filter.isOpen ? tx.all(OpenTemplateFindings(wanted)) : tx.all(TemplateFindings(wanted))
            if rows.isEmpty, let criterion = filter.criterion {
                try check(criterion, TaskTemplate.load(tx, team, name, number: latest.number))
            }
            return rows
        }
        return page.page(rows, key: { [$0.createdAt.description, $0.id] }, item: TemplateFindingView.init)
    }

    /// What an earlier version asked for has findings, or is as good as unknown.
    private static func check(_ criterion: String, _ template: TaskTemplate) throws {
        let ids = template.successCriteria.map(\.id)
        guard !ids.contains(criterion) else { return }
        let near = NearestName.of(criterion, in: ids).map { "did you mean \($0)?" }
        throw Failure(
            .notFound,
            "\(template.name) has no criterion \(criterion); \(near ?? "it has \(ids.joined(separator: ", "))")")
    }
}

extension TemplateFindingView {
    init(_ row: TemplateFindingRow) {
        self.init(
            id: row.id, output: row.outputID, run: row.runID, defect: row.defectID,
            templateVersion: row.templateVersion, author: row.author, cause: row.cause, criterion: row.criterion,
            templateLine: row.templateLine.map(TemplateLineView.init), text: row.text, quotation: row.quotation,
            createdAt: row.createdAt, answeredBy: row.answeredBy, draftAnswer: row.draftAnswer,
            lapsedAnswer: row.lapsedAnswer.map { LapsedAnswerView(version: $0.version, isDeprecated: $0.isDeprecated) },
            doubts: row.doubts.map {
                CriterionDoubtView(
                    criterion: $0.criterion, answer: $0.answer, reason: $0.reason, hasFinding: $0.hasFinding)
            })
    }
}
