import API
import Domain
import Formats
import Store

/// The brief of a run as it was frozen.
package enum ShowBrief {
    /// - Parameter recompiling: also compile it again from its pins, and answer with that digest.
    package static func run(_ team: TeamContext, id: String, recompiling: Bool = false) throws -> BriefView {
        try team.read { tx in
            guard let brief = try tx.first(RunBrief(team: team.id, run: id)) else { throw Failure.missing("run", id) }
            var view = BriefView(text: brief.text, digest: brief.digest, pins: brief.pins, origins: brief.origins)
            if recompiling {
                let sources = try PinnedSources.load(
                    tx, team, tx.one(RunByID(team: team.id, id: id)), pins: brief.pins)
                view.recompiled = BriefCompiler.compile(sources).digest
            }
            return view
        }
    }
}
