import Domain

/// The brief that a dispatch would freeze now.
package struct BriefPreview: Message {
    package var template: String
    package var version: Int
    package var state: TemplateVersionState
    package var text: String
    package var digest: Digest
    /// One for each line of the text.
    package var origins: [String]
    /// What keeps the policy in force from admitting it.
    package var warnings: [Problem]
    /// What the requester should know of the context that it inherits.
    package var notices: [String]

    package init(
        template: String, version: Int, state: TemplateVersionState, text: String, digest: Digest, origins: [String],
        warnings: [Problem], notices: [String] = []
    ) {
        self.template = template
        self.version = version
        self.state = state
        self.text = text
        self.digest = digest
        self.origins = origins
        self.warnings = warnings
        self.notices = notices
    }
}

package struct DeprecateRequest: Message {
    /// Every published version if absent.
    package var version: Int?
    package var reason: String
    /// The template to use instead.
    package var instead: String?

    package init(version: Int? = nil, reason: String, instead: String? = nil) {
        self.version = version
        self.reason = reason
        self.instead = instead
    }
}

/// Where a label is to stand.
package struct LabelRequest: Message {
    /// Absent: the label goes away.
    package var version: Int?
    /// Whose pin; absent: the whole team's.
    package var project: String?
    package var reason: String?

    package init(version: Int? = nil, project: String? = nil, reason: String? = nil) {
        self.version = version
        self.project = project
        self.reason = reason
    }
}

package struct LabelProposal: Message {
    /// Absent: the label is to go away.
    package var version: Int?
    package var reason: String
    package var by: String
    package var at: Timestamp
    /// That version was deprecated since, so that nobody can agree.
    package var isDeprecated: Bool

    package init(version: Int?, reason: String, by: String, at: Timestamp, isDeprecated: Bool = false) {
        self.isDeprecated = isDeprecated
        self.version = version
        self.reason = reason
        self.by = by
        self.at = at
    }
}

/// A proposed move of a template's label.
package struct LabelMoveView: Message {
    package var template: String
    package var label: String
    /// Whose pin; absent for the whole team's, and for other labels.
    package var project: String?
    package var proposal: LabelProposal

    package init(template: String, label: String, project: String? = nil, proposal: LabelProposal) {
        self.template = template
        self.label = label
        self.project = project
        self.proposal = proposal
    }
}

package struct LabelView: Message {
    package var label: String
    /// Whose pin; absent for the whole team's, and for other labels.
    package var project: String?
    /// Absent: nowhere.
    package var version: Int?
    /// A dispatch of that version is refused.
    package var isDeprecated: Bool
    package var proposedBy: String?
    package var approvedBy: String?
    package var movedAt: Timestamp?
    /// What waits for a second person to say the same.
    package var proposal: LabelProposal?
    /// The proposal whose place this move has taken.
    package var replaced: LabelProposal?
    /// What whoever moved it should know.
    package var notice: String?

    package init(
        label: String, project: String? = nil, version: Int? = nil, isDeprecated: Bool = false,
        proposedBy: String? = nil,
        approvedBy: String? = nil, movedAt: Timestamp? = nil, proposal: LabelProposal? = nil,
        replaced: LabelProposal? = nil, notice: String? = nil
    ) {
        self.label = label
        self.project = project
        self.version = version
        self.isDeprecated = isDeprecated
        self.proposedBy = proposedBy
        self.approvedBy = approvedBy
        self.movedAt = movedAt
        self.proposal = proposal
        self.replaced = replaced
        self.notice = notice
    }
}

package struct TemplateHit: Message {
    /// The longest text to search for, in Unicode scalars.
    package static let textLimit = 200

    package var name: String
    package var number: Int
    package var state: TemplateVersionState
    package var isCurrent: Bool
    /// For the whole team, so that a dispatch takes it, whatever is current.
    package var isPinned: Bool
    package var area: String
    package var useCase: String
    package var description: String
    /// Nothing has the words that were searched for: this has words that look like them.
    package var looksAlike: Bool

    package init(
        name: String, number: Int, state: TemplateVersionState, isCurrent: Bool, isPinned: Bool = false, area: String,
        useCase: String, description: String, looksAlike: Bool = false
    ) {
        self.name = name
        self.number = number
        self.state = state
        self.isCurrent = isCurrent
        self.isPinned = isPinned
        self.area = area
        self.useCase = useCase
        self.description = description
        self.looksAlike = looksAlike
    }
}
