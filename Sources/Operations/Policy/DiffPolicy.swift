import API
import Decisions
import Domain

/// What changes from one bundle to another, by meaning.
package enum DiffPolicy {
    package static func run(_ team: TeamContext, _ input: PolicyDiffRequest) throws -> PolicyDiffView {
        let new = try ReadBundle.valid(team, input.files)
        let old =
            if let files = input.old { try ReadBundle.valid(team, files) } else {
                try team.read { try CurrentPolicy.load($0, team).bundle }
            }
        let changes = new.changes(since: old)
        return PolicyDiffView(
            changes: changes.map { PolicyChangeView($0.json) }, isWeaker: !changes.weakenings.isEmpty)
    }
}
