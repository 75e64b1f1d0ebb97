import API
import Domain
import Store

/// Moves a label once two people have said the same: the first proposes, the second approves by asking for it, too. A
/// proposal of something else takes the place of the one before.
package enum MoveLabel {
    package static func run(
        _ team: TeamContext, _ name: String, label: String, _ request: LabelRequest
    ) throws -> LabelView {
        guard let person = team.personID else { throw Failure(.notHuman, "only a person can move a label") }
        try check(label, request)
        let reason = try request.reason.map(ReasonText.check) ?? ""
        return try team.change { change in
            let (tx, project) = (change.tx, request.project ?? "")
            try checkTarget(tx, team, name, label, request.version)
            let standing = try LabelStanding.all(tx, team, name).first { $0.label == label && $0.project == project }
            let isApproval = standing?.open.map { $0.number == request.version } ?? false
            if let open = standing?.open, isApproval {
                try approve(open, name, person, change)
            } else {
                // To propose what is so takes back what is proposed.
                if standing?.open == nil { try refuseStanding(standing, name, label, request) }
                try tx.insertNext(
                    InsertTemplateLabel(
                        team: team.id, template: name, label: label, project: project,
                        move: (standing?.lastMove ?? 0) + 1, number: request.version, reason: reason, proposer: person))
                try record("template_label_proposed", name, label, project, request.version, change)
            }
            let after = try LabelStanding.all(tx, team, name).first { $0.label == label && $0.project == project }
            guard var view = after?.view else { throw Failure.missing("label", label) }
            view.replaced = isApproval ? nil : standing?.view.proposal
            if request.version != nil {
                view.notice = try ListContext.doubt(
                    request.project, among: EffectiveContext.load(tx, team, project: request.project), tx, team)
            }
            return view
        }
    }

    private static func approve(
        _ open: TemplateLabelRow, _ name: String, _ person: String, _ change: Change
    ) throws {
        guard open.proposerID != person else {
            throw Failure(
                .secondPersonRequired,
                "you have proposed this yourself; another member of team \(change.team.name) says the same, and it is done"
            )
        }
        let approved = try change.tx.runNow(
            ApproveTemplateLabel(
                team: change.team.id, template: name, label: open.label, project: open.project, move: open.move,
                approver: person))
        guard approved == 1 else { throw Failure(.alreadyDecided, "somebody else has approved this just now") }
        try record("template_label_moved", name, open.label, open.project, open.number, change)
        try change.recordTrust(in: name, by: person)
    }

    private static func record(
        _ event: String, _ name: String, _ label: String, _ project: String, _ number: Int?, _ change: Change
    ) throws {
        try change.record(
            event, "template:\(name)",
            [
                "label": .string(label), "project": project.isEmpty ? .null : .string(project),
                "number": number.map { .integer(Int64($0)) } ?? .null,
            ])
    }

    private static func check(_ label: String, _ request: LabelRequest) throws {
        guard TemplateLabel.isValid(label) else {
            throw Failure(
                .invalidInput,
                "a label begins with a letter and has up to \(TemplateLabel.limitCharacters) of a-z, 0-9 and hyphens; "
                    + "`\(TemplateLabel.latest)` is taken")
        }
        if label == TemplateLabel.current && request.version == nil {
            throw Failure(.invalidInput, "name the version to roll back to; to use none, deprecate the template")
        }
        guard let project = request.project else { return }
        guard label == TemplateLabel.pinned, ProjectName.isValid(project) else {
            throw Failure(.invalidInput, "project: only a pin belongs to a project, named in a-z, 0-9 and hyphens")
        }
    }

    private static func checkTarget(
        _ tx: Transaction, _ team: TeamContext, _ name: String, _ label: String, _ number: Int?
    ) throws {
        guard let number else { return }
        _ = try ChosenTemplate.load(tx, team, name, version: number)
    }

    /// What is as it should be needs no two people.
    private static func refuseStanding(
        _ standing: LabelStanding?, _ name: String, _ label: String, _ request: LabelRequest
    ) throws {
        let number = standing?.number
        guard number == request.version else { return }
        let place = request.project.map { " in project \($0)" } ?? ""
        let isPin = label == TemplateLabel.pinned
        guard let number else {
            throw Failure(.wrongState, isPin ? "\(name) is not pinned\(place)" : "\(name) has no label \(label)")
        }
        let already =
            switch label {
            case TemplateLabel.pinned: "\(name) is pinned to version \(number)\(place) already"
            case TemplateLabel.current: "version \(number) is the current one already"
            default: "\(name) has the label \(label) on version \(number) already"
            }
        throw Failure(.wrongState, already)
    }
}
