/// Why somebody cannot judge an output without bias.
package enum ConflictRole: String, Sendable, CaseIterable, Codable {
    case requester
    case agentOperator = "agent_operator"
    case templateEditor = "template_editor"
    case contextEditor = "context_editor"
    case criteriaEditor = "criteria_editor"
    case contentProvider = "content_provider"
    case policyEditor = "policy_editor"

    /// What somebody in this role did, for people: `wrote template release-notes version 3`.
    package func part(in what: String) -> String {
        switch self {
        case .requester: "asked for \(what)"
        case .agentOperator: "operates \(what)"
        case .templateEditor, .contextEditor: "wrote \(what)"
        case .criteriaEditor: "wrote the criteria of \(what)"
        case .contentProvider: what
        case .policyEditor: "changed \(what) in the last 14 days"
        }
    }
}

/// One person's part in how an output came to be.
package struct Involvement: Hashable, Sendable {
    package let role: ConflictRole
    package let personID: String
    /// What exactly, for the sentence: `template release-notes version 3`.
    package let what: String
    /// When, in milliseconds since 1970.
    package let atMilliseconds: Int

    package init(role: ConflictRole, personID: String, what: String, atMilliseconds: Int) {
        self.role = role
        self.personID = personID
        self.what = what
        self.atMilliseconds = atMilliseconds
    }
}

/// `delegateID` acts for `personID` in reviews, or did.
package struct Delegation: Hashable, Sendable {
    package let personID: String
    /// The login of that person.
    package let person: String
    package let delegateID: String
    /// When it ended; nil while it lasts.
    package let endedAt: Timestamp?

    package init(personID: String, person: String, delegateID: String, endedAt: Timestamp? = nil) {
        self.personID = personID
        self.person = person
        self.delegateID = delegateID
        self.endedAt = endedAt
    }
}
