import Domain

/// What PostgreSQL said no to, for our own code and logs: operations catch a violation to say what it means, `Pool` turns
/// the rest into a `Failure`. It may name constraints and tables, so its text is never sent to a client.
package enum DatabaseError: Error, Equatable {
    case uniqueViolation(constraint: String)
    case foreignKeyViolation(constraint: String)
    case checkViolation(constraint: String)
    case exclusionViolation(constraint: String)
    /// Serialization failure or deadlock: nothing was changed, the transaction can be tried again as a whole.
    case conflict(sqlState: String)
    /// There is no connection, or it was lost: nothing was changed.
    case unreachable(reason: String)
    /// The connection was lost while committing: what was asked may or may not have been done.
    case outcomeUnknown
    /// A statement ran or waited for a lock longer than allowed, or the server has no memory or connections to spare.
    case overloaded(sqlState: String)
    case storageFull
    /// Text with U+0000 or broken encoding, which PostgreSQL cannot hold.
    case unstorableText
    /// A mistake in a statement, its decoder or the schema.
    case defect(statement: String, reason: String)
}

extension DatabaseError {
    /// The one place where SQLSTATEs get a meaning (PostgreSQL 15, appendix A). Guard triggers raise `CS001` with the
    /// failure's code as DETAIL and its message as MESSAGE, which is meant for people; all other messages are not.
    static func meaning(of report: ServerReport, statement: String) -> any Error {
        switch report.sqlState {
        case "CS001":
            if let code = FailureCode(rawValue: report.detail) { return Failure(code, report.message) }
            return defect(statement: statement, reason: "a guard named no failure code: \(report.message)")
        case "23505": return uniqueViolation(constraint: report.constraint)
        case "23503": return foreignKeyViolation(constraint: report.constraint)
        case "23514": return checkViolation(constraint: report.constraint)
        case "23P01": return exclusionViolation(constraint: report.constraint)
        case "40001", "40P01": return conflict(sqlState: report.sqlState)
        case "53100": return storageFull
        case "57014", "55P03", "53000", "53200", "53300", "53400": return overloaded(sqlState: report.sqlState)
        case "22021", "22P05": return unstorableText
        case let state where state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P"):
            return unreachable(reason: report.message)
        case let state:
            return defect(statement: statement, reason: "\(report.message) (\(state))")
        }
    }

    /// What a client may know.
    package var failure: Failure {
        switch self {
        case .uniqueViolation, .foreignKeyViolation, .checkViolation, .exclusionViolation, .defect:
            Failure(
                .internalError, "the database refused a change; this is a defect of Countersign, see the server's log")
        case .conflict:
            Failure(.unavailable, "too many changes to the same things at once; try again")
        case .unreachable:
            Failure(.databaseUnavailable, "the database does not answer; nothing was changed, try again later")
        case .outcomeUnknown:
            Failure(
                .databaseUnavailable,
                "the database went away while saving: the change may or may not have been made; "
                    + "repeat it with the same Idempotency-Key")
        case .overloaded:
            Failure(.unavailable, "the database is too busy; nothing was changed, try again later")
        case .storageFull:
            Failure(.storageFull, "the database's disk is full; nothing was changed, an operator must make room")
        case .unstorableText:
            Failure(.invalidInput, "text holds a character that cannot be stored (U+0000)")
        }
    }
}

/// The fields of a server's error that matter here.
struct ServerReport {
    /// Empty when the error comes from libpq itself.
    let sqlState: String
    let message: String
    let detail: String
    let constraint: String
}
