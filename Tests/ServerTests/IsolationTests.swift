import API
import APIClient
import Domain
import Dispatch
import Platform
import Store
import Synchronization
import TestSupport
import Testing

/// Two teams live through the same story on one service; one of them marks everything that it writes. Then the other
/// looks everywhere. What is another's must be, byte for byte, what does not exist.
@Suite struct IsolationTests {
    private static let mark = "quincewort"
    /// As the other team's name would stand in what must not be told.
    private static let south = "orchard"

    @Test func nothingOfOneTeamReachesTheOther() async throws {
        let teams = try TwoTeams.make(mark: Self.mark, south: Self.south)
        let heard = try teams.listenWhileSouthLives()
        try #require(teams.south.journey.exchanges.count { $0.text.contains(Self.mark) } > 60, "south is full of it")
        #expect(heard.allSatisfy { !$0.data.contains(Self.mark) && !$0.data.contains(teams.southID) })
        #expect(heard.contains { $0.name == "context_proposed" }, "the stream was open all the time")

        let before = try teams.record()
        var walk = Walk(teams)
        try walk.listsAndOwnThings()
        try walk.foreignThingsInOwnPaths()
        try walk.foreignTeam()
        try walk.foreignThingsInBodies()
        #expect(walk.answers > 400, "\(walk.answers)")
        #expect(walk.leaks == [], "nothing of the other team in any answer")
        #expect(walk.differences == [], "another's thing is refused as what never was")
        #expect(walk.successes == [], "no change of another's thing")
        #expect(try teams.record().hasPrefix(before), "and nothing happened to what is theirs")

        let log = teams.log.text
        #expect(log.contains("request_answered") && log.contains("run_dispatch"))
        #expect(!log.contains(Self.mark), "content has no place in the log")
        #expect(!log.contains("cs_p_") && !log.contains("cs_r_") && !log.contains("-password"))
    }

    /// Whatever SQL the service's role writes: without a team, and as another team, the rows are not there.
    @Test func rowsOfOneTeamAreNotThereForTheOther() throws {
        let teams = try TwoTeams.make(mark: Self.mark, south: Self.south)
        try teams.south.tell()
        let world = teams.service.world
        let tables = try world.services.pool.transaction(.none) { try $0.all(TeamTables()) }
        try #require(tables.count > 25)
        var empty: [String] = []
        for table in tables {
            let ofSouth = "PERFORM 1 FROM \(table) WHERE team_id = '\(teams.southID)'"
            // The team itself sees them, unless even it may not read the table.
            if try Attack.run(world, team: teams.southID, ofSouth) == "nothing" { empty.append(table) }
            for team in [nil, teams.northID, World.northID, "", "team_0000000000000000"] {
                for statement in [ofSouth, "PERFORM 1 FROM \(table) AS t WHERE t::text LIKE '%\(Self.mark)%'"] {
                    let found = try Attack.run(world, team: team, statement)
                    #expect(["nothing", "42501"].contains(found), "\(table) as \(team ?? "nobody"): \(found)")
                }
            }
        }
        #expect(Set(empty).isSubset(of: ["inbox_entries", "review_shortages"]), "the story fills the others")
    }
}

/// The names of all tables with a team's rows.
private struct TeamTables: Query {
    typealias Row = String
    static let sql = """
        SELECT relname::text FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'team_id'
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT attisdropped ORDER BY relname
        """
    var parameters: [any SQLValue] { [] }
}

/// A service with a team that has lived, and one that is about to.
struct TwoTeams {
    let service: TestService
    let log: LogLines
    let north: Story
    let south: Story

    static func make(mark: String, south: String) throws -> TwoTeams {
        let log = LogLines()
        let service = try TestService(executors: Story.executors, log: { log.append($0) })
        let north = try Story(Journey(service), team: "harbour", mark: "")
        try north.tell()
        return TwoTeams(
            service: service, log: log, north: north, south: try Story(Journey(service), team: south, mark: mark))
    }

    var northID: String { north.things["teamID"] ?? "" }
    var southID: String { south.things["teamID"] ?? "" }

    /// What north's stream brings while south lives through its story, up to the last thing that north does after it.
    func listenWhileSouthLives() throws -> [ServerEvent] {
        let (author, team) = (north.author, north.team)
        let heard = Mutex<[ServerEvent]>([])
        let isOpen = DispatchSemaphore(value: 0)
        let isOver = DispatchSemaphore(value: 0)
        try BackgroundThread.start {
            try? author.listen(team) { event in
                guard let event else {
                    isOpen.signal()
                    return true
                }
                heard.withLock { $0.append(event) }
                return event.name != "context_proposed"
            }
            // A stream that never came opens nothing, and must not be waited for.
            isOpen.signal()
            isOver.signal()
        }
        isOpen.wait()
        try south.tell()
        _ = try north.journey.call(
            author, Endpoints.contextPropose.shape, ["team": team, "layer": "team"], body: ["text": "# The last\n"])
        isOver.wait()
        return heard.withLock { $0 }
    }

    /// South's own record, in order.
    func record() throws -> String {
        try south.author.call(Endpoints.auditExport.shape, ["team": south.team]).text
    }
}

/// What a service has logged so far.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    func append(_ line: String) { lines.withLock { $0.append(line) } }
    var text: String { lines.withLock { $0.joined(separator: "\n") } }
}
