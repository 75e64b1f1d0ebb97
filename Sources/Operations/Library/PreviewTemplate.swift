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
            return BriefPreview(
                template: name, version: plan.chosen.number, state: plan.chosen.state, text: brief.text,
                digest: brief.digest, origins: brief.origins.map(\.description),
                warnings: warnings, notices: plan.notices)
        }
    }
}
