internal import CLibpq
import Glibc

extension Connection {
    /// Whether the server answers within this time to a question that needs neither a lock nor a disk. A session that stayed
    /// silent is closed. Throws `DatabaseError.unreachable` when there is no server, which shows at once.
    package func answers(withinMilliseconds limit: Int) throws -> Bool {
        let session = try session()
        guard PQsendQuery(session, "") == 1 else { throw lost() }
        var answer = pollfd(fd: PQsocket(session), events: Int16(POLLIN), revents: 0)
        guard poll(&answer, 1, Int32(limit)) > 0 else {
            close()
            return false
        }
        while let result = PQgetResult(session) { PQclear(result) }
        guard PQstatus(session) == CONNECTION_OK else { throw lost() }
        return true
    }
}
