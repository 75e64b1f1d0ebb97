import Domain

/// What speaks for trusting a template with a class of actions: verified outcomes of its current version. That people have
/// approved something says only that they saw no defect yet; so an output counts when its approval has stood for a week and
/// no defect was confirmed, and one with a confirmed defect counts at once.
package struct TrustEvidence: Hashable, Sendable {
    /// Defects show when the work is used: most do within a week.
    package static let settlingDays = 7

    /// Outputs with a defect, of those that are judged: the others have stood.
    package let outputs: Share
    /// Actions of the class that people signed and that were carried out, in runs whose output has no defect.
    package let effects: Int

    package init(outputs: Share, effects: Int) {
        self.outputs = outputs
        self.effects = effects
    }

    /// The share of its outputs that may be defective for all that is known, with 95 % confidence; nil without any output, and
    /// above 1 where there are too few to say.
    package var defectRateAtMost: Double? {
        outputs.total == 0 ? nil : RareEvents.atMost(outputs.count) / Double(outputs.total)
    }

    /// Those that have stood without a defect.
    package var verified: Int { outputs.total - outputs.count }

    /// What is missing for this rung, in words; empty if nothing is.
    package func missing(for rung: TrustRung, _ actionClass: ActionClass) -> [String] {
        var missing = [String]()
        let more = outputsMissing(for: rung)
        if more > 0 {
            missing.append(
                "\(more.counted("more approved output")) that stood \(Self.settlingDays) days without a defect "
                    + "(\(verified) so far\(raised(for: rung)))")
        }
        let needed = rung.neededEffects(actionClass) - effects
        if needed > 0 {
            missing.append(
                "\(needed) more action\(needed == 1 ? "" : "s") of class \(actionClass.rawValue) carried out under sign-off "
                    + "(\(effects) so far)")
        }
        return missing
    }

    /// How many further outputs, all without a defect, would be enough.
    package func outputsMissing(for rung: TrustRung) -> Int {
        max(0, rung.neededOutputs(besides: outputs.count) - verified)
    }

    /// Why it takes more than it says of the rung.
    private func raised(for rung: TrustRung) -> String {
        guard outputs.count > 0 else { return "" }
        let verb = outputs.count == 1 ? "raises" : "raise"
        return "; \(outputs.count.counted("output")) with a defect \(verb) what is needed from "
            + "\(rung.neededOutputs(besides: 0)) to \(rung.neededOutputs(besides: outputs.count))"
    }
}

extension TrustRung {
    /// The share of outputs that may be defective at this rung, with 95 % confidence; nil where nothing is to be shown. The
    /// numbers say what stands behind the agent: at `draft` people rework everything, so three outputs are enough to see
    /// that it works at all (3/3); at `act_with_sign_off` a person reads each action before it happens, and should not meet more
    /// than one bad one in four (12 outputs, 3/12); at `act_sampled` nine in ten actions are seen by nobody, and one bad one in
    /// ten is as much as a team can clear up afterwards (30 outputs, 3/30).
    package var tolerableDefectRate: Double? {
        switch self {
        case .observe: nil
        case .draft: 1
        case .actWithSignOff: 0.25
        case .actSampled: 0.1
        }
    }

    /// How many outputs must have stood without a defect, besides so many that have one.
    func neededOutputs(besides defects: Int) -> Int {
        tolerableDefectRate.map { Int((RareEvents.atMost(defects) / $0).rounded(.up)) - defects } ?? 0
    }

    /// How many actions of the class people must have signed before it goes on without them: good texts do not show that its
    /// actions are good ones. 12 without a complaint leave at most one bad one in four. Reading has no effect to judge.
    func neededEffects(_ actionClass: ActionClass) -> Int { self == .actSampled && actionClass != .read ? 12 : 0 }
}
