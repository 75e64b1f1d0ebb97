internal import CLibpq
import Domain

/// One blocking connection to PostgreSQL, used by one thread at a time. It opens when it is first needed and, after it
/// was lost, when `open` is called again; the named prepared statements of the lost session are forgotten with it.
package final class Connection {
    /// What a session's settings must be: times in UTC and ISO, so that `Timestamp` can read them; warnings only.
    ///
    /// Each statement is planned once, for any parameters. Left to itself, PostgreSQL plans a statement again at each call
    /// as soon as it takes a plan for these very parameters to be cheaper, which in a big table it does, and
    /// planning takes several times as long as these statements run. So a statement must have one plan that is right for
    /// all parameters: `deploy/bench` and `RunPlanTests` look at exactly that plan.
    private static let settings = """
        SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET bytea_output = 'hex'; SET extra_float_digits = 1; \
        SET client_min_messages = 'warning'; SET standard_conforming_strings = on; \
        SET plan_cache_mode = 'force_generic_plan'
        """

    private let url: String
    private let database: String?
    private let limits: Limits
    private var handle: OpaquePointer?
    private var prepared: [ObjectIdentifier: String] = [:]
    private var waiting: [Execution] = []
    let lifeline = Lifeline()

    /// How long the server lets a session hold things up. A request's statements take milliseconds; what takes half a
    /// minute is stuck, and a transaction left open keeps its locks and stops vacuum.
    package enum Limits: Sendable {
        case none
        case seconds(statement: Int, idleInTransaction: Int)
    }

    /// - Parameters:
    ///   - url: a libpq connection string or `postgresql://` URL.
    ///   - database: instead of the one that the URL names.
    package init(url: String, database: String? = nil, limits: Limits = .none) {
        self.url = url
        self.database = database
        self.limits = limits
    }

    deinit { close() }

    package var isOpen: Bool { handle != nil }

    package func close() {
        lifeline.release()
        if let handle { PQfinish(handle) }
        handle = nil
        prepared = [:]
        waiting = []
    }

    /// Makes sure that there is a session; throws `DatabaseError.unreachable`.
    package func open() throws {
        guard handle == nil else { return }
        // What stands before `dbname` are defaults that the URL may override. A silent peer is given up after 20 s.
        var options: [(String, String)] = [
            ("connect_timeout", "5"), ("tcp_user_timeout", "20000"), ("keepalives_idle", "10"),
            ("keepalives_interval", "5"), ("keepalives_count", "2"), ("application_name", "countersign"),
            ("dbname", url), ("client_encoding", "UTF8"),
        ]
        if let database { options.append(("dbname", database)) }
        let opened = Self.connect(options)
        guard let opened, PQstatus(opened) == CONNECTION_OK else {
            let reason = opened.map { String(cString: PQerrorMessage($0)) } ?? "out of memory"
            PQfinish(opened)
            throw DatabaseError.unreachable(reason: reason)
        }
        handle = opened
        lifeline.hold(PQsocket(opened))
        do {
            try run(script: Self.settings + limits.sql)
        } catch {
            close()
            throw error
        }
    }

    private static func connect(_ options: [(String, String)]) -> OpaquePointer? {
        let keywords = CStrings(options.map(\.0))
        let values = CStrings(options.map(\.1))
        let opened = keywords.withPointers { keywords in
            values.withPointers { values in PQconnectdbParams(keywords, values, 1) }
        }
        if let opened { PQsetNoticeReceiver(opened, { _, _ in }, nil) }
        return opened
    }

    /// Runs statements separated by semicolons, without parameters; rows are thrown away. For fixed texts and
    /// migrations only: whatever comes from outside belongs into a `Statement`'s parameters.
    package func run(script: String) throws {
        let session = try session()
        _ = try checked(PQexec(session, script).map(QueryResult.init), statement: "script")
    }

    /// Lets a statement wait for the next `flush`, so that several go to the server in one round trip. It is prepared on
    /// this connection when it is first used.
    func queue<S: Statement>(_ statement: S) throws {
        let parameters = try ParameterList(statement.parameters)
        waiting.append(Execution(name: try prepare(S.self), parameters: parameters, statement: S.self))
    }

    /// The size of the parameters of what waits.
    var waitingBytes: Int { waiting.reduce(0) { $0 + $1.parameters.sizeBytes } }

    /// Drops what waits.
    func forget() { waiting = [] }

    /// Sends what waits, one after the other in libpq's pipeline mode, and answers with all results, in order. The server
    /// skips what comes after a statement that fails, and this throws the error of that one.
    func flush() throws -> [QueryResult] {
        guard !waiting.isEmpty else { return [] }
        let executions = waiting
        waiting = []
        let answers = Pipeline.run(executions, on: try session())
        return try zip(executions, answers).map { try checked($1, statement: "\($0.statement)") }
    }

    /// Runs one statement, and before it whatever waits.
    func execute(_ statement: some Statement) throws -> QueryResult {
        try queue(statement)
        guard let result = try flush().last else { throw lost() }
        return result
    }

    /// The name under which this session knows the statement.
    @discardableResult
    func prepare(_ type: any Statement.Type) throws -> String {
        if let name = prepared[ObjectIdentifier(type)] { return name }
        let name = "s\(prepared.count)"
        let answer = PQprepare(try session(), name, type.sql, 0, nil).map(QueryResult.init)
        _ = try checked(answer, statement: "\(type)")
        prepared[ObjectIdentifier(type)] = name
        return name
    }

    enum TransactionState { case none, open, failed, lost }

    var transactionState: TransactionState {
        guard let handle else { return .lost }
        switch PQtransactionStatus(handle) {
        case PQTRANS_IDLE: return .none
        case PQTRANS_INTRANS: return .open
        case PQTRANS_INERROR: return .failed
        default: return .lost
        }
    }

    func session() throws -> OpaquePointer {
        guard let handle else { throw DatabaseError.unreachable(reason: "the connection was lost earlier") }
        return handle
    }

    private func checked(_ answer: QueryResult?, statement: @autoclosure () -> String) throws -> QueryResult {
        guard let answer else { throw lost() }
        switch PQresultStatus(answer.pointer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return answer
        default: break
        }
        if handle.map(PQstatus) == CONNECTION_BAD { throw lost() }
        let error = DatabaseError.meaning(of: ServerReport(answer.pointer), statement: statement())
        if case DatabaseError.unreachable = error { close() }
        throw error
    }

    func lost() -> DatabaseError {
        let reason = handle.map { String(cString: PQerrorMessage($0)) } ?? "no connection"
        close()
        return .unreachable(reason: reason)
    }
}

extension Connection.Limits {
    fileprivate var sql: String {
        switch self {
        case .none: ""
        case .seconds(let statement, let idle):
            "; SET statement_timeout = '\(statement)s'; SET idle_in_transaction_session_timeout = '\(idle)s'"
        }
    }
}

extension ServerReport {
    fileprivate init(_ answer: OpaquePointer) {
        func field(_ code: Int32) -> String { PQresultErrorField(answer, code).map { String(cString: $0) } ?? "" }
        let primary = field(pgDiagMessage)
        self.init(
            sqlState: field(pgDiagSQLState),
            message: primary.isEmpty ? String(cString: PQresultErrorMessage(answer)) : primary,
            detail: field(pgDiagDetail), constraint: field(pgDiagConstraint))
    }
}
