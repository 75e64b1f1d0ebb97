import API
import Decisions
import Domain
import Store

/// What a dispatch would freeze now. Dispatch and preview take it from here, so that they cannot differ.
struct DispatchPlan {
    let chosen: ChosenTemplate
    let inputs: DispatchInputs
    let mode: Mode
    let sources: BriefSources
    /// What the requester should know about it.
    let notices: [String]

    var template: TaskTemplate { chosen.template }

    static func load(
        _ tx: Transaction, _ team: TeamContext, _ request: DispatchRequest, for use: ChosenTemplate.Use
    ) throws -> DispatchPlan {
        let chosen = try ChosenTemplate.load(
            tx, team, request.template, version: request.version, label: request.label, project: request.project,
            for: use)
        let template = chosen.template
        let mode = try mode(request.mode, template)
        let inputs = try DispatchInputs.check(request, template, tx, team)
        let (context, notices) = try context(request.project, tx, team, for: use)
        let sources = BriefSources(
            team: team.name, context: context,
            template: template, templateVersion: chosen.number, templateDigest: chosen.digest, inputs: inputs.values,
            files: inputs.files, permission: template.permission)
        return DispatchPlan(chosen: chosen, inputs: inputs, mode: mode, sources: sources, notices: notices)
    }

    /// What the run inherits, and what its requester should know about that. Too much of it is shown, but not dispatched.
    private static func context(
        _ project: String?, _ tx: Transaction, _ team: TeamContext, for use: ChosenTemplate.Use
    ) throws -> ([ContextDocument], notices: [String]) {
        if let project { try ProjectName.check(project) }
        let documents = try EffectiveContext.load(tx, team, project: project)
        let notice = try EffectiveContext.sizeNotice(documents.map(\.text), team, refusing: !use.isPreview)
        let doubt = try ListContext.doubt(project, among: documents, tx, team)
        return (documents, [notice, doubt].compactMap { $0 })
    }

    /// A template that says how it is to run is not run otherwise, but for a person who wants to watch it.
    private static func mode(_ wanted: Mode?, _ template: TaskTemplate) throws -> Mode {
        guard let fixed = template.mode else { return wanted ?? .dispatch }
        guard let wanted, wanted != fixed else { return fixed }
        guard wanted == .cowork else {
            throw Failure(
                .invalidInput, "mode: \(template.name) runs in mode \(fixed.rawValue) only; leave the mode out")
        }
        return wanted
    }
}
