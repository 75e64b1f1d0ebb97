import API
import Domain

/// `countersign team use`
enum TeamUse {
    static let name = Argument("TEAM", "The team's short name.")

    static let command = Command(
        "use", "Choose the team that commands use.",
        description: "Remembered for this service on this machine. --team and COUNTERSIGN_TEAM go before it.",
        arguments: [name],
        examples: [Example("countersign team use demo", "Work in team demo from now on.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let name = invocation[name]
        let teams = try invocation.call(Endpoints.teamList).items
        guard let team = teams.first(where: { $0.name == name }) else {
            let near = NearestName.of(name, in: teams.map(\.name)).map { "; did you mean \($0)?" } ?? ""
            throw Failure(.notFound, "you are in no team `\(name)`\(near)")
        }
        try invocation.settings().remember { $0.team = team.name }
        try invocation.confirm(team, "Commands use team \(team.name, .bold) now.")
    }
}
