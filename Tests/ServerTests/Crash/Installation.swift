import API
import APIClient
import Domain
import Foundation
import Platform
import Store
import TestSupport
import Testing

/// An installation as an operator would have it: processes of the built programs, which can be killed, on data of their
/// own. Its people and teams are those of `World`; agents run the template `performance-recap` with a script of the test's.
final class Installation {
    let folder: String
    let data: String
    /// Where `countersignd` uses a database that is not its own.
    let database: (any TestDatabase)?
    private let disk: CrashTests.SmallDisk?
    private var processes: [ServerProcess] = []
    private var tokens: [World.Login: String] = [:]
    private var runnerTokens: [String: String] = [:]

    /// Built beside the tests.
    static let programs =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map {
            URL(filePath: $0).deletingLastPathComponent().path
        } ?? ""

    init(disk: CrashTests.SmallDisk? = nil, database: (any TestDatabase)? = nil) throws {
        folder = "/tmp/countersign-crash-\(Hex.encode(SecureRandom.bytes(6)))"
        self.disk = disk
        data = (disk?.path ?? folder) + "/data"
        self.database = database
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit {
        let postgres = try? postmaster()
        for process in processes { process.kill() }
        if let postgres { try? eventually("PostgreSQL has ended") { !isAlive(postgres) } }
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: processes

    /// Starts an instance and returns when it is ready; the first one brings the people.
    func serve(port: UInt16 = 0, name: String = "service", _ settings: [String] = []) throws -> ServerProcess {
        let arguments =
            ["serve", "--data", database == nil ? data : "\(folder)/\(name)", "--listen", "127.0.0.1:\(port)"]
            + ["--password-cost", "test"] + (database.map { ["--database-url", $0.appURL] } ?? []) + settings
        let service = try ServerProcess(
            "countersignd", arguments, log: "\(folder)/\(name).log", environment: [:])
        processes.append(service)
        try service.awaitLog("service_started")
        return service
    }

    /// The people, their policy, the template with this script, and a runner of this name besides `north-host`.
    func populate(_ service: ServerProcess, script: String, spareRunner: String = "spare") throws {
        try run(World.population())
        try run(
            """
            INSERT INTO runners (team_id, id, name, operator_id, token_hash, labels)
                VALUES ('\(World.northID)', 'rnr_\(spareRunner)', '\(spareRunner)', 'per_author', sha256('x'), '{git}')
            """)
        let admin = try client(service, .admin)
        _ = try admin.call(
            Endpoints.policyEnact, path: ["team": "north"], BundleRequest(files: World.smallTeamPolicy()))
        var push = World.sampleTemplate { files in
            for (old, new) in [
                ("actions: [git.release]", "actions: [team.notify, notes.append]"), ("risk: shared", "risk: routine"),
                ("use_case: release-notes", "use_case: performance-reporting"),
                ("name: release-notes", "name: performance-recap"),
            ] { files = files.mapValues { $0.replacing(old, with: new) } }
            files["scripts/run"] = script
        }
        push.name = "performance-recap"
        let draft = try client(service, .author).call(Endpoints.templatePush, path: ["team": "north"], push)
        _ = try admin.call(
            Endpoints.templatePublish,
            path: ["team": "north", "template": push.name, "version": "\(draft.summary.number)"])
    }

    /// A runner process with the token of the runner of this name.
    func work(_ service: ServerProcess, runner: String = "north-host") throws -> ServerProcess {
        let token = try runnerToken(runner)
        let process = try ServerProcess(
            "countersign",
            [
                "runner", "start", "--name", runner, "--labels", "git", "--agent", "script", "--workspace",
                "\(folder)/work",
            ]
                + ["--server", service.url],
            log: "\(folder)/\(runner).log",
            environment: ["COUNTERSIGN_RUNNER_TOKEN": token, "HOME": folder])
        processes.append(process)
        return process
    }

    // MARK: calls

    func client(_ service: ServerProcess, _ login: World.Login) throws -> Client {
        Client(server: try ServerAddress(service.url), transport: try HTTPTransport(token: try token(login)))
    }

    func runnerClient(_ service: ServerProcess, _ runner: String = "north-host") throws -> Client {
        Client(server: try ServerAddress(service.url), transport: try HTTPTransport(token: try runnerToken(runner)))
    }

    func wire(_ service: ServerProcess, _ login: World.Login) throws -> Wire {
        Wire(url: service.url, token: try token(login))
    }

    static let dispatch = DispatchRequest(
        template: "performance-recap", inputs: ["repository": "/srv/app"], files: [])

    func dispatch(_ service: ServerProcess) throws -> String {
        try client(service, .author).call(Endpoints.runDispatch, path: ["team": "north"], Self.dispatch).summary.id
    }

    func show(_ run: String, _ service: ServerProcess) throws -> RunView {
        try client(service, .author).call(Endpoints.runShow, path: ["team": "north", "run": run])
    }

    /// The whole transcript of the newest attempt.
    func log(_ run: String, _ service: ServerProcess) throws -> [FrameView] {
        let author = try client(service, .author)
        var frames: [FrameView] = []
        var cursor: String?
        repeat {
            let page = try author.call(
                Endpoints.runLog, path: ["team": "north", "run": run],
                query: [("limit", "1000")] + (cursor.map { [("cursor", $0)] } ?? []))
            frames += page.items
            cursor = page.next
        } while cursor != nil
        return frames
    }

    private func token(_ login: World.Login) throws -> String {
        if let known = tokens[login] { return known }
        let token = Token.make(.person)
        try run(World.session(token, of: login))
        tokens[login] = token.secret
        return token.secret
    }

    private func runnerToken(_ name: String) throws -> String {
        if let known = runnerTokens[name] { return known }
        let token = Token.make(.runner)
        try run("UPDATE runners SET token_hash = '\\x\(token.hash.hex)' WHERE name = '\(name)'")
        runnerTokens[name] = token.secret
        return token.secret
    }

    // MARK: an agent's side without an agent

    /// A run that this test itself works on, as `north-host`; the lease must be long.
    func claim(_ service: ServerProcess) throws -> ClaimedRun {
        _ = try dispatch(service)
        let claim = ClaimRequest(host: "here", labels: ["git"])
        return try #require(try runnerClient(service).call(Endpoints.runnerClaim, claim).run)
    }

    func ask(_ service: ServerProcess, _ run: ClaimedRun, _ action: String, _ arguments: JSON) throws -> ActionView {
        try runnerClient(service).call(
            Endpoints.runnerAct, path: ["run": run.id, "attempt": "\(run.attempt)"],
            ActRequest(term: run.term, action: action, arguments: arguments, claim: ""))
    }

    func show(_ action: ActionView, _ service: ServerProcess) throws -> ActionView {
        try client(service, .author).call(Endpoints.actionShow, path: ["team": "north", "action": action.id])
    }

    /// Has notes appended and notices sent by this program, which gets the signed bytes on its standard input.
    func executors(_ script: String) throws -> [String] {
        try write(script, to: "executor")
        try write(
            """
            executors:
              notes: {kind: command, command: [/bin/bash, \(folder)/executor], timeout_seconds: 600}
              notify: {kind: command, command: [/bin/bash, \(folder)/executor], timeout_seconds: 600}
            """, to: "executors.yaml")
        return ["--executors", "\(folder)/executors.yaml"]
    }

    // MARK: the database, as its owner

    /// Rows as psql shows them, unaligned.
    @discardableResult
    func run(_ sql: String) throws -> String {
        let outcome = try Subprocess(
            "psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", ownerURL, "-c", sql],
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], deadlineSeconds: 60
        ).run()
        guard outcome.isSuccess else { throw Failure(.internalError, outcome.errors.text) }
        return outcome.output.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// With triggers off: to move deadlines, never to make a test pass.
    func tamper(_ sql: String) throws { try run("SET session_replication_role = replica; \(sql)") }

    /// A session with a transaction in which this has been done, such as the taking of a lock; closing it undoes that.
    func hold(_ statement: String) throws -> Connection {
        let connection = Connection(url: ownerURL)
        try connection.open()
        try connection.run(script: "BEGIN; \(statement)")
        return connection
    }

    /// How many sessions wait for a lock.
    func waiting() throws -> Int {
        let count = try run(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
        return Int(count) ?? 0
    }

    var ownerURL: String {
        database?.ownerURL
            ?? "postgresql:///countersign?host=\(data.replacing("/", with: "%2F"))%2Fsocket&port=5432"
            + "&user=\(TestCluster.owner)"
    }

    /// The process of the service's own PostgreSQL.
    func postmaster() throws -> Int32 {
        let file = FileManager.default.contents(atPath: "\(data)/postgres/postmaster.pid") ?? Data()
        guard let number = Int32(String(decoding: file, as: UTF8.self).prefix { $0 != "\n" }) else {
            throw Failure(.unavailable, "no PostgreSQL runs in \(data)")
        }
        return number
    }

    func read(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }
}

/// Waits for a condition, looking again and again; what it throws meanwhile counts as no. Fails when that takes longer than
/// anything here can.
func eventually(
    _ what: String, seconds: Int = 90, sourceLocation: SourceLocation = #_sourceLocation, _ isTrue: () throws -> Bool
) throws {
    let giveUp = Clock.monotonicMilliseconds + seconds * 1000
    var trouble = ""
    while Clock.monotonicMilliseconds < giveUp {
        do {
            if try isTrue() { return }
        } catch {
            trouble = ", at last: \(error)"
        }
        usleep(20_000)
    }
    Issue.record("not within \(seconds) s: \(what)\(trouble)", sourceLocation: sourceLocation)
    throw Failure(.expired, what)
}

func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno != ESRCH }
