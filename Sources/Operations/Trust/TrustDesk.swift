import API
import Decisions
import Domain
import Store

/// One template on the ladder, with everything that a step is decided by. A step up takes the lock first, so that what is
/// read here is still so when the step counts.
struct TrustDesk {
    let template: String
    let moves: [LatestTrustMoves.Row]
    let ground: TrustGround
    let held: [ActionClass: HeldTrust]
    /// The same for runs of each version that the team (an empty name) or a project has pinned, unless it is the current one.
    let pins: [(project: String, version: Int, held: [ActionClass: HeldTrust])]
    /// Of the actions that the current version may ask for, as the policy in force describes them.
    let usedClasses: Set<ActionClass>
    /// Of the current version; nil if there is none.
    private let evidence: ((ActionClass) -> TrustEvidence)?

    /// Throws `not_found` for a template that the team does not have.
    static func load(_ tx: Transaction, _ team: TeamContext, _ template: String) throws -> TrustDesk {
        let moves = try tx.all(LatestTrustMoves(team: team.id, template: template))
        let ground = try TrustGround.load(tx, team, template)
        let version = ground.currentVersion
        if version == nil, try tx.templateVersion(team: team.id, template: template, .latest) == nil {
            throw try Failure.missingTemplate(template, tx, team)
        }
        let pins = try LabelStanding.load(tx, team, template).compactMap { label in
            label.number.flatMap { pin in
                label.label != TemplateLabel.pinned || pin == version
                    ? nil
                    : (label.project, pin, HeldTrust.of(template, moves, ground, run: (pin, ground.documents)))
            }
        }
        return TrustDesk(
            template: template, moves: moves, ground: ground, held: HeldTrust.of(template, moves, ground),
            pins: pins,
            usedClasses: try usedClasses(tx, team, template, version),
            evidence: try version.map { try TrustEvidence.load(tx, team, template, version: $0) })
    }

    private static func usedClasses(
        _ tx: Transaction, _ team: TeamContext, _ template: String, _ version: Int?
    ) throws -> Set<ActionClass> {
        guard let version, let policy = try CurrentPolicy.loadIfAny(tx, team) else { return [] }
        let actions = try TaskTemplate.load(tx, team, template, number: version).actions
        return Set(actions.compactMap { policy.bundle.action($0)?.actionClass })
    }

    func rung(_ actionClass: ActionClass) -> TrustRung { held[actionClass]?.standing.rung ?? .observe }

    func evidence(_ actionClass: ActionClass) -> TrustEvidence {
        evidence?(actionClass) ?? TrustEvidence(outputs: Share(0, of: 0), effects: 0)
    }

    /// Throws why a step to this rung has no ground: `trust_ceiling`, `wrong_state`, `not_published` or
    /// `trust_evidence_missing`. Answers the version that it would be about.
    func check(_ rung: TrustRung, _ actionClass: ActionClass) throws -> Int {
        guard rung <= actionClass.trustCeiling else {
            throw Failure(
                .trustCeiling,
                "actions of class \(actionClass.rawValue) always need a person: trust in them ends at "
                    + actionClass.trustCeiling.rawValue)
        }
        guard let version = ground.currentVersion else {
            throw Failure(.notPublished, "\(template) has no current version that could be trusted")
        }
        guard usedClasses.contains(actionClass) else {
            let used = usedClasses.map(\.rawValue).sorted().joined(separator: ", ")
            throw Failure(
                .wrongState,
                "\(template) asks for no action of class \(actionClass.rawValue)"
                    + (used.isEmpty ? ", nor of any other" : "; what it asks for is of class \(used)"))
        }
        let now = self.rung(actionClass)
        guard rung == now.above || (rung == now && rung != .observe) else {
            let next = [now, now.above].compactMap { $0 }.filter { $0 > .observe && $0 <= actionClass.trustCeiling }
            throw Failure(
                .wrongState,
                "\(template) stands at \(now.rawValue) with class \(actionClass.rawValue): trust goes up rung by rung, so "
                    + "what can be proposed is \(next.map(\.rawValue).joined(separator: " (again) or ")); down is "
                    + "`countersign trust demote`")
        }
        let missing = evidence(actionClass).missing(for: rung, actionClass)
        guard missing.isEmpty else {
            throw Failure(
                .trustEvidenceMissing,
                "\(template) version \(version) has not earned \(rung.rawValue) with class \(actionClass.rawValue) yet; "
                    + "missing: \(missing.joined(separator: "; "))",
                detail: ["missing": .array(missing.map(JSON.string))])
        }
        return version
    }
}
