/// Where a run is, in the words of its field. Whether its output is reviewed is a state of its own (`ReviewState`).
package enum RunState: String, Sendable, CaseIterable, Codable {
    case queued
    case running
    /// A permission (a held action) or missing information.
    case awaitingInput = "awaiting_input"
    /// The agent asked a question.
    case awaitingAnswer = "awaiting_answer"
    /// The host vanished; the run is claimed again when its lease has passed.
    case hostLost = "host_lost"
    case completed
    case error
    case cancelled
    case archived

    /// An attempt holds or may hold a lease.
    package var isActive: Bool {
        switch self {
        case .running, .awaitingInput, .awaitingAnswer: true
        case .queued, .hostLost, .completed, .error, .cancelled, .archived: false
        }
    }

    package var isFinished: Bool {
        switch self {
        case .completed, .error, .cancelled, .archived: true
        case .queued, .running, .awaitingInput, .awaitingAnswer, .hostLost: false
        }
    }
}

/// What became of one try of a run by one runner.
package enum AttemptState: String, Sendable, CaseIterable, Codable {
    case running, submitted, failed, cancelled
    case hostLost = "host_lost"
}

/// Whether a run's output has been reviewed.
package enum ReviewState: String, Sendable, CaseIterable, Codable {
    case inReview = "in_review"
    case changesRequested = "changes_requested"
    case approved, released, rejected
}

package enum TemplateVersionState: String, Sendable, CaseIterable, Codable {
    case draft, published, deprecated
}

/// Where a version of a context document stands: the newest approved one is in force.
package enum ContextState: String, Sendable, CaseIterable, Codable {
    case proposed, approved, withdrawn
}

package enum Verdict: String, Sendable, CaseIterable, Codable {
    case approve, changes
    case cannotTell = "cannot_tell"
    case handBack = "hand_back"
}

/// One criterion's answer by a reviewer.
package enum CriterionAnswer: String, Sendable, CaseIterable, Codable {
    case pass, fail, concern
    case cannotTell = "cannot_tell"
    case notApplicable = "not_applicable"
}

package enum FindingCause: String, Sendable, CaseIterable, Codable {
    case template, context, input, tool, agent
    case changedMind = "changed_mind"

    /// Causes that a better template can answer: they gather on it. The others lie with the agent or with people.
    package static let ofTemplates: [FindingCause] = [.template, .context, .input, .tool]
}

/// Where an action request stands. `allowed` and `denied` by policy are decided at once; `held` waits for people.
package enum ActionState: String, Sendable, CaseIterable, Codable {
    case held, allowed, denied, signed, executing, executed, failed, indeterminate
}

/// Why an action did not happen; the true reason, always told to the agent.
package enum DenialReason: String, Sendable, CaseIterable, Codable {
    case policy
    case deniedBy = "denied_by"
    case timedOut = "timed_out"
    case withdrawn
    case hostLost = "host_lost"
}

package enum EffectState: String, Sendable, CaseIterable, Codable {
    case started, finished, failed, indeterminate
}

/// What has become of a report that reviewers let a defect pass: it counts once it is confirmed.
package enum DefectState: String, Sendable, CaseIterable, Codable {
    case reported, confirmed, dismissed, withdrawn
}

package enum QuestionState: String, Sendable, CaseIterable, Codable {
    case open, answered, expired, withdrawn
}
