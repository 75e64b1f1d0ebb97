/// The one error that crosses layers: what went wrong (`code`), said to a person (`message`: what, where, what to do),
/// and facts for a program (`detail`). The API turns it into an RFC 9457 problem, the CLI into an exit code.
package struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
    package let code: FailureCode
    package let message: String
    package let detail: [String: JSON]

    package init(_ code: FailureCode, _ message: String, detail: [String: JSON] = [:]) {
        self.code = code
        self.message = message
        self.detail = detail
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

/// What kind of trouble a code is: decides the HTTP status and the exit code, so that a new code cannot forget either.
package enum FailureKind: String, Sendable, CaseIterable {
    /// The request cannot be understood or breaks a format or a limit.
    case malformed
    /// Nobody is logged in, or the token is unknown, expired or revoked.
    case unauthenticated
    /// The caller is known and may not do this.
    case forbidden
    /// There is no such thing for this caller.
    case missing
    /// The state of things has moved on: look again.
    case conflict
    /// A rule of the team or of the product says no.
    case refused
    /// Larger than a stated limit.
    case tooLarge
    /// More often than a stated limit.
    case tooMany
    /// Something that is needed is not there right now; trying again may help.
    case unavailable
    /// A defect of ours.
    case broken
}
