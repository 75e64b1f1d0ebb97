import API
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
            return BriefPreview(
                template: name, version: plan.chosen.number, state: plan.chosen.state, text: brief.text,
                digest: brief.digest, origins: brief.origins.map(\.description),
                warnings: try PolicyWarnings.find(tx, team, plan.template))
        }
    }
}
