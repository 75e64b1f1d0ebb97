import API
import Decisions
import Domain
import Formats
import Store

/// The exact brief that a dispatch would freeze now, with the origin of every line. Nothing is started, so any version
/// will do, a draft too.
package enum PreviewTemplate {
    package static func run(_ team: TeamContext, _ name: String, _ request: DispatchRequest) throws -> BriefPreview {
        var request = request
        request.template = name
        return try team.read { tx in
            let plan = try DispatchPlan.load(tx, team, request, for: .preview)
            let brief = BriefCompiler.compile(plan.sources)
            let policy = try CurrentPolicy.loadIfAny(tx, team)?.bundle
            let warnings =
                policy.map { LintRules.obstacles(plan.template, policy: $0).map(\.problem) }
                ?? [team.noPolicy(for: plan.template)]
            let pin = try pin(tx, team, request)
            return BriefPreview(
                template: name, version: plan.chosen.number, state: plan.chosen.state, text: brief.text,
                digest: brief.digest, origins: brief.origins.map(\.description),
                warnings: warnings, notices: plan.notices + [pin].compactMap(\.self))
        }
    }

    /// That a pin has chosen the version; nil where one is named, or none is pinned.
    private static func pin(_ tx: Transaction, _ team: TeamContext, _ request: DispatchRequest) throws -> String? {
        guard request.version == nil, request.label == nil else { return nil }
        let pins = try LabelStanding.load(tx, team, request.template).filter(\.isPin)
        // In the order of projects: the team's, which has none, comes first.
        guard let pin = pins.last(where: { ["", request.project ?? ""].contains($0.project) }), let number = pin.number
        else { return nil }
        return TemplateLabel.pinNotice(request.template, version: number, project: pin.project)
    }
}
