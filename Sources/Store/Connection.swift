internal import CLibpq
import Domain

/// One blocking connection to PostgreSQL, used by one thread at a time. It opens when it is first needed and, after it
/// was lost, when `open` is called again; the named prepared statements of the lost session are forgotten with it.
package final class Connection {
    /// What a session's settings must be: times in UTC and ISO, so that `Timestamp` can read them; warnings only.
    private static let settings = """
        SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET bytea_output = 'hex'; SET extra_float_digits = 1; \
        SET client_min_messages = 'warning'; SET standard_conforming_strings = on
        """

    private let url: String
    private let database: String?
    private let limits: Limits
    private var handle: OpaquePointer?
    private var prepared: [ObjectIdentifier: String] = [:]
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
        _ = try checked(PQexec(session, script), statement: "script")
    }

    /// Runs a script whose last statement answers with one text.
    func answer(script: String) throws -> String {
        let result = try checked(PQexec(try session(), script), statement: "script")
        guard result.rowCount == 1, let text = PQgetvalue(result.pointer, 0, 0) else {
            throw DatabaseError.defect(statement: "script", reason: "wanted one row")
        }
        return String(cString: text)
    }

    /// Runs one statement, prepared on this connection when it is first used.
    func execute<S: Statement>(_ statement: S) throws -> QueryResult {
        let parameters = try ParameterList(statement.parameters)
        let name = try prepare(S.self)
        let session = try session()
        let answer = parameters.withPointers { count, values, lengths, formats in
            PQexecPrepared(session, name, count, values, lengths, formats, 0)
        }
        return try checked(answer, statement: "\(S.self)")
    }

    /// The name under which this session knows the statement.
    @discardableResult
    func prepare(_ type: any Statement.Type) throws -> String {
        if let name = prepared[ObjectIdentifier(type)] { return name }
        let name = "s\(prepared.count)"
        _ = try checked(PQprepare(try session(), name, type.sql, 0, nil), statement: "\(type)")
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

    private func checked(_ answer: OpaquePointer?, statement: String) throws -> QueryResult {
        guard let answer else { throw lost() }
        let result = QueryResult(pointer: answer)
        switch PQresultStatus(answer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return result
        default: break
        }
        if handle.map(PQstatus) == CONNECTION_BAD { throw lost() }
        let error = DatabaseError.meaning(of: ServerReport(answer), statement: statement)
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
