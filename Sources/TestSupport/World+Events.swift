import Domain
import Store

extension World {
    /// The names of a team's events in the order in which they were recorded.
    package func eventNames(teamID: String = World.northID) throws -> [String] {
        try services.pool.transaction(.team(teamID)) { tx in try tx.all(EventTexts(team: teamID)).map(\.name) }
    }

    /// The last event of this name with its data.
    package func lastEvent(_ name: String, teamID: String = World.northID) throws -> JSON? {
        let texts = try services.pool.transaction(.team(teamID)) { tx in try tx.all(EventTexts(team: teamID)) }
        return try texts.last { $0.name == name }.map { try JSON(text: $0.entry) }
    }

    /// The code with which something is refused; nil if it is not.
    package func refusal(_ body: () throws -> some Any) throws -> FailureCode? {
        do {
            _ = try body()
            return nil
        } catch let failure as Failure {
            return failure.code
        }
    }
}

private struct EventTexts: Query {
    struct Row {
        let name: String
        let entry: String
    }

    let team: String
    static let sql = "SELECT name, entry FROM events WHERE team_id = $1 ORDER BY position"
    var parameters: [any SQLValue] { [team] }

    static func row(_ columns: inout Columns) throws -> Row {
        Row(name: try columns.next(), entry: try columns.next())
    }
}
