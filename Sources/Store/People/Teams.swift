import Domain

package struct InsertTeam: Command {
    package let id: String
    package let name: String
    package let title: String
    package let at: Timestamp

    package init(id: String, name: String, title: String, at: Timestamp) {
        self.id = id
        self.name = name
        self.title = title
        self.at = at
    }

    package static let sql = "INSERT INTO teams (id, name, title, created_at) VALUES ($1, $2, $3, $4)"
    package var parameters: [any SQLValue] { [id, name, title, at] }
}

package struct TeamIDByName: Query {
    package typealias Row = String
    package let name: String

    package init(name: String) { self.name = name }

    package static let sql = "SELECT id FROM teams WHERE name = $1"
    package var parameters: [any SQLValue] { [name] }
}
