import Domain

/// The last step up for a template and a class of actions, and what it was earned with.
package struct TrustPromotion: Hashable, Sendable {
    package let rung: TrustRung
    package let templateVersion: Int
    /// Of the organisation's and the team's context.
    package let context: Digest
    package let at: Timestamp

    package init(rung: TrustRung, templateVersion: Int, context: Digest, at: Timestamp) {
        self.rung = rung
        self.templateVersion = templateVersion
        self.context = context
        self.at = at
    }
}

/// What a promotion is held against at the moment of its use.
package struct TrustFacts: Hashable, Sendable {
    /// Nil: nobody was promoted, or somebody was demoted since.
    package var promotion: TrustPromotion?
    /// Nil: none is.
    package var currentVersion: Int?
    /// Of the run which asks, or of those that a pin leads to; nil if none does.
    package var runVersion: Int?
    /// What is in force, and what the run was given.
    package var contexts: Set<Digest>
    /// How many were confirmed in outputs of the template, of any version, since the promotion.
    package var defects: Int
    /// With which agent and model the newest run since was done, if it is none of those that the promotion was earned with.
    package var otherMaker: String?
    package var now: Timestamp
    /// For those who look into it, in words: the newest defects, the run of the other maker, the documents that changed.
    package var newestDefects: String?
    package var otherRun: String?
    package var contextChange: String?

    package init(
        promotion: TrustPromotion?, currentVersion: Int?, contexts: Set<Digest>, defects: Int,
        otherMaker: String? = nil, now: Timestamp
    ) {
        self.promotion = promotion
        self.currentVersion = currentVersion
        self.contexts = contexts
        self.defects = defects
        self.otherMaker = otherMaker
        self.now = now
    }
}

/// The rung that a template holds with a class of actions, computed anew at each use: nothing has to notice a fall for it to
/// count.
///
/// A confirmed defect is proof that trust was misplaced: it leads back to the first rung. Another version of the template,
/// another context, another agent or model and age prove nothing; they only mean that the evidence is about something else,
/// or old. Each of them takes one rung, so that what changed in every respect has to begin again, and a corrected typing
/// error has not. A rung that a
/// change took comes back when the change is undone; a defect and age do not pass. From there a new promotion leads up.
package struct TrustStanding: Hashable, Sendable {
    package struct Objection: Hashable, Sendable {
        package let cause: TrustCause
        package let text: String
    }

    /// After that a promotion says little about today's models, tools and people.
    package static let lifetimeDays: Int64 = 90

    package let rung: TrustRung
    /// Why it is not the rung of the promotion; empty if it is.
    package let objections: [Objection]

    package init(_ facts: TrustFacts) {
        guard let promotion = facts.promotion else {
            (rung, objections) = (.observe, [])
            return
        }
        objections = Self.objections(to: promotion, facts)
        let isMisplaced = objections.contains { $0.cause == .defectConfirmed }
        rung = isMisplaced ? .observe : promotion.rung.lowered(by: objections.count)
    }

    private static func objections(to promotion: TrustPromotion, _ facts: TrustFacts) -> [Objection] {
        var found = [Objection]()
        func object(_ cause: TrustCause, _ text: String) { found.append(Objection(cause: cause, text: text)) }
        if facts.defects > 0 {
            let newest = facts.newestDefects.map { (facts.defects > 3 ? ", the newest: " : ": ") + $0 } ?? ""
            object(
                .defectConfirmed,
                "\(facts.defects) defect\(facts.defects == 1 ? " was" : "s were") confirmed in its outputs since\(newest)"
            )
        }
        if let others = otherVersions(promotion, facts) {
            object(.templateChanged, "\(others); trust was earned by version \(promotion.templateVersion)")
        }
        if facts.contexts != [promotion.context] {
            let changed = facts.contextChange.map { ": \($0)" } ?? ""
            object(
                .contextChanged, "the context of the organisation or the team is not what it was then\(changed)")
        }
        if let maker = facts.otherMaker {
            let run = facts.otherRun.map { ", \($0)," } ?? ""
            object(.makerChanged, "the newest run\(run) was done by \(maker); trust was earned with another")
        }
        if facts.now >= promotion.at + lifetimeDays * 86_400 {
            object(.aged, "the promotion, of \(promotion.at.minute), is \(lifetimeDays) days old or older")
        }
        return found
    }

    /// Nil where the version that was promoted is current, and what runs.
    private static func otherVersions(_ promotion: TrustPromotion, _ facts: TrustFacts) -> String? {
        let (earned, current, run) = (promotion.templateVersion, facts.currentVersion, facts.runVersion)
        var others = [String]()
        if current != earned { others.append(current.map { "version \($0) is current" } ?? "no version is current") }
        if let run, run != earned, run != current { others.append("what runs is version \(run)") }
        return others.isEmpty ? nil : others.joined(separator: ", and ")
    }
}
