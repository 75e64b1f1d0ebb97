import Domain

package struct ContextProposal: Message {
    package static let noteLimitCharacters = 500

    package var text: String
    /// Needed for the project layer, refused for the others.
    package var project: String?
    /// What is new, and why.
    package var note: String?
    /// Where lines were imported from.
    package var sources: [LineSource]?

    package init(
        text: String, project: String? = nil, note: String? = nil, sources: [LineSource]? = nil
    ) {
        self.text = text
        self.project = project
        self.note = note
        self.sources = sources
    }
}

/// Which of a layer's documents is meant.
package struct ContextChoice: Message {
    /// Needed for the project layer, refused for the others.
    package var project: String?

    package init(
        project: String? = nil
    ) {
        self.project = project
    }
}

/// One version of a context document.
package struct ContextSummary: Message {
    package var layer: ContextLayer
    package var project: String
    package var number: Int
    package var state: ContextState
    package var digest: Digest
    package var note: String
    package var author: String
    package var createdAt: Timestamp
    /// Who put it in force or took it back.
    package var decidedBy: String?
    package var decidedAt: Timestamp?
    /// Who said last that it is still true.
    package var confirmedBy: String?
    package var confirmedAt: Timestamp?
    /// That it says nothing, so that runs are told nothing; absent if it does.
    package var isBlank: Bool?

    package init(
        layer: ContextLayer, project: String, number: Int, state: ContextState, digest: Digest, note: String,
        author: String, createdAt: Timestamp, decidedBy: String? = nil, decidedAt: Timestamp? = nil,
        confirmedBy: String? = nil, confirmedAt: Timestamp? = nil, isBlank: Bool? = nil
    ) {
        self.layer = layer
        self.project = project
        self.number = number
        self.state = state
        self.digest = digest
        self.note = note
        self.author = author
        self.createdAt = createdAt
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.confirmedBy = confirmedBy
        self.confirmedAt = confirmedAt
        self.isBlank = isBlank
    }
}

/// Where one document stands.
package struct ContextStandingView: Message {
    package var layer: ContextLayer
    package var project: String
    /// The version that runs are told; absent if none ever was.
    package var inForce: ContextSummary?
    /// What waits for a second person.
    package var proposal: ContextSummary?

    package init(
        layer: ContextLayer, project: String, inForce: ContextSummary? = nil, proposal: ContextSummary? = nil
    ) {
        self.layer = layer
        self.project = project
        self.inForce = inForce
        self.proposal = proposal
    }
}

package struct ContextView: Message {
    package var summary: ContextSummary
    package var text: String
    package var sources: [LineSource]
    /// What its size, with that of the other layers, means for runs; nil within the budget, and where it is not asked.
    package var notice: String?

    package init(
        summary: ContextSummary, text: String, sources: [LineSource], notice: String? = nil
    ) {
        self.summary = summary
        self.text = text
        self.sources = sources
        self.notice = notice
    }
}

/// A line with the version that brought it.
package struct ContextLineView: Message {
    package var text: String
    package var version: Int
    package var author: String
    package var approver: String
    /// When it came into force.
    package var at: Timestamp
    /// `CLAUDE.md:12`, if it was imported.
    package var source: String?

    package init(
        text: String, version: Int, author: String, approver: String, at: Timestamp, source: String? = nil
    ) {
        self.text = text
        self.version = version
        self.author = author
        self.approver = approver
        self.at = at
        self.source = source
    }
}

package struct ContextBlameView: Message {
    package var layer: ContextLayer
    package var project: String
    /// 0: nothing is in force.
    package var number: Int
    package var lines: [ContextLineView]

    package init(
        layer: ContextLayer, project: String, number: Int, lines: [ContextLineView]
    ) {
        self.layer = layer
        self.project = project
        self.number = number
        self.lines = lines
    }
}

package struct EffectiveLineView: Message {
    package var text: String
    /// `team/north@3:12`, as in a brief; a line of the template as `release-notes@1/SKILL.md:7`.
    package var origin: String
    /// `CLAUDE.md:12`, if it was imported.
    package var source: String?

    package init(
        text: String, origin: String, source: String? = nil
    ) {
        self.text = text
        self.origin = origin
        self.source = source
    }
}

package struct EffectivePartView: Message {
    /// `team/north@3`.
    package var name: String
    package var digest: Digest
    package var size: TextSize

    package init(
        name: String, digest: Digest, size: TextSize
    ) {
        self.name = name
        self.digest = digest
        self.size = size
    }
}

/// What a run of a template is told, line by line.
package struct EffectiveContextView: Message {
    package var parts: [EffectivePartView]
    package var template: EffectivePartView
    package var lines: [EffectiveLineView]
    /// Of the context, without the template.
    package var size: TextSize
    package var budgetTokens: Int
    /// What is said of the size.
    package var notice: String?

    package init(
        parts: [EffectivePartView], template: EffectivePartView, lines: [EffectiveLineView], size: TextSize,
        budgetTokens: Int, notice: String? = nil
    ) {
        self.parts = parts
        self.template = template
        self.lines = lines
        self.size = size
        self.budgetTokens = budgetTokens
        self.notice = notice
    }
}
