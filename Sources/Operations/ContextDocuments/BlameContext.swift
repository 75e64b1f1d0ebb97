import API
import Domain
import Formats
import Store

/// Each line in force with the version that brought it. What was proposed and never approved has brought nothing.
package enum BlameContext {
    package static func run(_ team: TeamContext, layer: String, project: String?) throws -> ContextBlameView {
        let place = try ContextPlace(team, layer: layer, project: project)
        let rows = try team.read {
            try $0.all(ApprovedContext(team: place.teamID, layer: place.layer, project: place.project))
        }
        guard let current = rows.last else {
            return ContextBlameView(layer: place.layer, project: place.project, number: 0, lines: [])
        }
        let owners = try LineBlame.lines(of: rows.map(\.text))
        let lines = zip(ContextLines.of(current.text), owners).enumerated().map { index, line in
            let version = rows[line.1].version
            return ContextLineView(
                text: line.0, version: version.number, author: version.author, approver: version.decidedBy ?? "",
                at: version.decidedAt ?? version.createdAt, source: current.sources.place(ofLine: index + 1))
        }
        return ContextBlameView(
            layer: place.layer, project: place.project, number: current.version.number, lines: lines)
    }
}
