import API
import Domain
import Store

/// The bundle in force with its files.
package enum ShowPolicy {
    package static func run(_ team: TeamContext) throws -> BundleView {
        try team.read { tx in
            guard let version = try tx.first(CurrentPolicyVersion(team: team.id)) else {
                throw CurrentPolicy.missing(team)
            }
            return try BundleView.load(
                tx, team, version.number, files: PolicyFileTexts.load(tx, team, number: version.number))
        }
    }
}
