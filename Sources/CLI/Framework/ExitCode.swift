import Domain

/// How a command ends, for scripts.
package enum ExitCode: Int32, Sendable, CaseIterable {
    case ok = 0
    /// It did not work, or what was checked is not right.
    case failed = 1
    /// The command line cannot be understood.
    case usage = 2
    /// A rule of the team or of the product says no.
    case refused = 3
    /// Not logged in, or not entitled.
    case notAllowed = 4
    /// The service cannot be reached, or cannot answer now: trying again may help.
    case unavailable = 5

    package init(_ kind: FailureKind) {
        switch kind {
        case .malformed, .missing, .conflict, .tooLarge, .broken: self = .failed
        case .refused: self = .refused
        case .unauthenticated, .forbidden: self = .notAllowed
        case .tooMany, .unavailable: self = .unavailable
        }
    }
}

/// The command has said all there is to say and ends in this way.
package struct Ended: Error {
    package let status: ExitCode

    package init(_ status: ExitCode) { self.status = status }
}
