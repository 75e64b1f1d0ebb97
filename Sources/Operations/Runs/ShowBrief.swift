import API
import Domain
import Store

/// The brief of a run as it was frozen.
package enum ShowBrief {
    package static func run(_ team: TeamContext, id: String) throws -> BriefView {
        try team.read { tx in
            guard let brief = try tx.first(RunBrief(team: team.id, run: id)) else { throw Failure.missing("run", id) }
            return BriefView(text: brief.text, digest: brief.digest, pins: brief.pins, origins: brief.origins)
        }
    }
}
