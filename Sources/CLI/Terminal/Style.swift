import Domain

/// How a piece of text looks; the raw value is its ANSI code. Sixteen-colour codes, so that people's own themes hold.
package enum Style: String, Sendable {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case bad = "31"
    case waiting = "33"
    case link = "36"
    case reversed = "7"
}

extension RunState {
    var style: Style {
        switch self {
        case .completed: .good
        case .error, .hostLost: .bad
        case .awaitingInput, .awaitingAnswer: .waiting
        case .running: .link
        case .queued, .cancelled, .archived: .dim
        }
    }
}

extension ReviewState {
    var style: Style {
        switch self {
        case .approved, .released: .good
        case .rejected: .bad
        case .changesRequested, .inReview: .waiting
        }
    }
}

extension ActionState {
    var style: Style {
        switch self {
        case .held, .signed: .waiting
        case .allowed, .executing: .link
        case .executed: .good
        case .denied, .failed, .indeterminate: .bad
        }
    }
}

extension Risk {
    var style: Style {
        switch self {
        case .routine, .shared: .plain
        case .sensitive: .waiting
        case .irreversible: .bad
        }
    }
}
