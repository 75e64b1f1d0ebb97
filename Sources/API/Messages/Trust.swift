import Domain

/// A step up for a template with a class of actions.
package struct TrustRequest: Message {
    package var actionClass: ActionClass
    package var rung: TrustRung
    package var reason: String

    package init(actionClass: ActionClass, rung: TrustRung, reason: String) {
        self.actionClass = actionClass
        self.rung = rung
        self.reason = reason
    }
}

/// Down to the first rung.
package struct TrustDemotion: Message {
    package var actionClass: ActionClass
    package var reason: String

    package init(actionClass: ActionClass, reason: String) {
        self.actionClass = actionClass
        self.reason = reason
    }
}

/// Why a promotion does not count in full.
package struct TrustCauseView: Message, Hashable {
    /// A person took the trust back.
    package static let byHand = "by_hand"

    /// `defect_confirmed`, `template_changed`, `context_changed`, `maker_changed` or `aged`; of a fall also `by_hand`.
    package var cause: String
    package var text: String

    package init(cause: String, text: String) {
        self.cause = cause
        self.text = text
    }
}

/// One rung that a class can stand on.
package struct TrustRungView: Message, Hashable {
    package var rung: TrustRung
    /// By the evidence of today, in words; empty: it is earned.
    package var missing: [String]

    package init(rung: TrustRung, missing: [String]) {
        self.rung = rung
        self.missing = missing
    }
}

/// What counts for runs of the version that the team has pinned, where that is not the current one.
package struct PinnedTrustView: Message, Hashable {
    /// The one that has pinned it; nil: the team.
    package var project: String?
    package var version: Int
    package var rung: TrustRung
    package var causes: [TrustCauseView]

    package init(project: String? = nil, version: Int, rung: TrustRung, causes: [TrustCauseView]) {
        self.project = project
        self.version = version
        self.rung = rung
        self.causes = causes
    }
}

package struct TrustClassView: Message, Hashable {
    package var actionClass: ActionClass
    /// The rung that counts now.
    package var rung: TrustRung
    /// The highest there is for this class.
    package var ceiling: TrustRung
    /// What people promoted it to, if they have not demoted it since.
    package var promotedTo: TrustRung?
    /// When people last moved it.
    package var movedAt: Timestamp?
    package var causes: [TrustCauseView]
    package var pins: [PinnedTrustView]
    /// Actions of the class that the current version has had signed and carried out, without a defect in the output.
    package var effects: Int
    package var next: TrustRung?
    /// Those that are earned, from the lowest to the ceiling.
    package var rungs: [TrustRungView]

    package init(
        actionClass: ActionClass, rung: TrustRung, ceiling: TrustRung, promotedTo: TrustRung? = nil,
        movedAt: Timestamp? = nil, causes: [TrustCauseView], pins: [PinnedTrustView] = [], effects: Int,
        next: TrustRung? = nil,
        rungs: [TrustRungView]
    ) {
        self.actionClass = actionClass
        self.rung = rung
        self.ceiling = ceiling
        self.promotedTo = promotedTo
        self.movedAt = movedAt
        self.causes = causes
        self.pins = pins
        self.effects = effects
        self.next = next
        self.rungs = rungs
    }
}

package struct TemplateTrustView: Message, Hashable {
    package var template: String
    /// The current one, which the evidence is about.
    package var version: Int?
    /// Those that are judged: approved a week ago, or with a confirmed defect.
    package var outputs: Int
    package var defects: Int
    /// With 95 % confidence; nil without any output.
    package var defectRateAtMost: Double?
    /// Those that the template's actions are of, and those that it was ever moved for.
    package var classes: [TrustClassView]
    /// What was reported and counts for nothing until it is confirmed, of every version; the oldest hundred.
    package var reportedDefects: [DefectView]

    package init(
        template: String, version: Int? = nil, outputs: Int, defects: Int, defectRateAtMost: Double? = nil,
        classes: [TrustClassView], reportedDefects: [DefectView] = []
    ) {
        self.template = template
        self.version = version
        self.outputs = outputs
        self.defects = defects
        self.defectRateAtMost = defectRateAtMost
        self.classes = classes
        self.reportedDefects = reportedDefects
    }
}

package struct TrustProposalView: Message, Hashable {
    package var number: Int
    package var template: String
    package var actionClass: ActionClass
    package var rung: TrustRung
    package var version: Int
    /// The evidence as it was then.
    package var outputs: Int
    package var defects: Int
    package var effects: Int
    package var reason: String
    /// A login.
    package var proposedBy: String
    package var proposedAt: Timestamp
    /// Why nobody can make it any more; nil: another admin's yes is missing.
    package var obstacle: String?
    /// Why nobody can, as long as the team has no other admin, and what to do.
    package var shortage: String?

    package init(
        number: Int, template: String, actionClass: ActionClass, rung: TrustRung, version: Int, outputs: Int,
        defects: Int, effects: Int, reason: String, proposedBy: String, proposedAt: Timestamp, obstacle: String? = nil,
        shortage: String? = nil
    ) {
        self.number = number
        self.template = template
        self.actionClass = actionClass
        self.rung = rung
        self.version = version
        self.outputs = outputs
        self.defects = defects
        self.effects = effects
        self.reason = reason
        self.proposedBy = proposedBy
        self.proposedAt = proposedAt
        self.obstacle = obstacle
        self.shortage = shortage
    }
}

/// The falls of a template with a class that still hold, automatic or by a person.
package struct TrustFallView: Message, Hashable {
    package var template: String
    package var actionClass: ActionClass
    /// What people had promoted it to.
    package var from: TrustRung
    /// Where it stands now.
    package var rung: TrustRung
    /// All that speaks against it now: together they took it there.
    package var causes: [TrustCauseView]
    /// When the newest of them was noted.
    package var at: Timestamp

    package init(
        template: String, actionClass: ActionClass, from: TrustRung, rung: TrustRung,
        causes: [TrustCauseView], at: Timestamp
    ) {
        self.template = template
        self.actionClass = actionClass
        self.from = from
        self.rung = rung
        self.causes = causes
        self.at = at
    }
}

package struct TrustStepView: Message, Hashable {
    package var at: Timestamp
    package var template: String
    package var actionClass: ActionClass
    /// Where it stood afterwards.
    package var rung: TrustRung
    /// `promoted`, `by_hand`, or why it fell.
    package var cause: String
    /// That cause is gone: what it had taken came back.
    package var isUndone: Bool
    /// That it was promoted for.
    package var version: Int?
    /// In words; of a cause, what it is about.
    package var reason: String
    /// Logins; of a cause, who changed what trust rests on, if somebody did.
    package var proposedBy: String?
    package var movedBy: String?

    package init(
        at: Timestamp, template: String, actionClass: ActionClass, rung: TrustRung, cause: String,
        isUndone: Bool = false, version: Int? = nil, reason: String, proposedBy: String? = nil, movedBy: String? = nil
    ) {
        self.at = at
        self.template = template
        self.actionClass = actionClass
        self.rung = rung
        self.cause = cause
        self.isUndone = isUndone
        self.version = version
        self.reason = reason
        self.proposedBy = proposedBy
        self.movedBy = movedBy
    }
}
