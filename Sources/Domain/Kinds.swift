/// How much harm a wrong result can do: the highest of template, content signals and actions. An agent can raise it,
/// never lower it.
package enum Risk: String, Sendable, CaseIterable, Codable, Comparable {
    case routine, shared, sensitive, irreversible

    private var rank: Int {
        switch self {
        case .routine: 0
        case .shared: 1
        case .sensitive: 2
        case .irreversible: 3
        }
    }
    package static func < (left: Risk, right: Risk) -> Bool { left.rank < right.rank }
}

package enum OutputKind: String, Sendable, CaseIterable, Codable {
    case code, document, analysis, data, message
}

package enum ActionClass: String, Sendable, CaseIterable, Codable {
    case read, write, communicate, pay, publish, delete, configure, execute
}

/// What a use case lets an agent do on its own.
package enum PermissionLevel: String, Sendable, CaseIterable, Codable, Comparable {
    case read, draft, write, act

    private var rank: Int {
        switch self {
        case .read: 0
        case .draft: 1
        case .write: 2
        case .act: 3
        }
    }
    package static func < (left: PermissionLevel, right: PermissionLevel) -> Bool { left.rank < right.rank }
}

/// `cowork`: a person watches; `dispatch`: the agent works alone.
package enum Mode: String, Sendable, CaseIterable, Codable {
    case cowork, dispatch
}

package enum TeamRole: String, Sendable, CaseIterable, Codable {
    case member, reviewer, admin
}

package enum ContextLayer: String, Sendable, CaseIterable, Codable {
    case organisation, team, project

    /// A document as a command takes it. The organisation's is its operators'.
    /// - Parameter project: empty but for the layer of projects.
    package func arguments(project: String) -> String {
        switch self {
        case .organisation: "organisation --team installation"
        case .team: "team"
        case .project: "project --project \(project)"
        }
    }
}

/// What a token may be used for. A person's login session has every scope but `runner`.
package enum Scope: String, Sendable, CaseIterable, Codable {
    case read, dispatch, author, review, sign, admin, runner
}
