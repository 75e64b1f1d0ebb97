/// How far a team trusts a template with a class of actions. Trust begins at the first rung and is earned.
package enum TrustRung: String, Sendable, CaseIterable, Codable, Comparable {
    case observe, draft
    case actWithSignOff = "act_with_sign_off"
    case actSampled = "act_sampled"

    private var rank: Int {
        switch self {
        case .observe: 0
        case .draft: 1
        case .actWithSignOff: 2
        case .actSampled: 3
        }
    }
    package static func < (left: TrustRung, right: TrustRung) -> Bool { left.rank < right.rank }

    /// Nil from the last rung.
    package var above: TrustRung? { Self.allCases.first { $0.rank == rank + 1 } }

    /// So many rungs down, at most to the first.
    package func lowered(by steps: Int) -> TrustRung {
        Self.allCases.last { $0.rank <= max(0, rank - steps) } ?? .observe
    }
}

/// How far a template is trusted, by class of actions. A class that is not in it stands at the first rung.
package struct TrustRungs: Hashable, Sendable {
    private let rungs: [ActionClass: TrustRung]

    package init(_ rungs: [ActionClass: TrustRung]) { self.rungs = rungs }

    /// As it is kept; what is no class or rung is trusted with nothing.
    package init(kept json: JSON) {
        let pairs = (json.object ?? [:]).compactMap { name, rung in
            ActionClass(rawValue: name).flatMap { key in
                rung.string.flatMap(TrustRung.init(rawValue:)).map { (key, $0) }
            }
        }
        rungs = Dictionary(uniqueKeysWithValues: pairs)
    }

    package subscript(_ actionClass: ActionClass) -> TrustRung { rungs[actionClass] ?? .observe }

    package var json: JSON {
        .object(Dictionary(uniqueKeysWithValues: rungs.map { ($0.key.rawValue, .string($0.value.rawValue)) }))
    }
}

extension ActionClass {
    /// The highest rung there is for it: what is financial, goes outside or destroys always needs a person, however well it
    /// went before. The schema holds the same line.
    package var trustCeiling: TrustRung {
        switch self {
        case .pay, .communicate, .publish, .delete: .actWithSignOff
        case .read, .write, .configure, .execute: .actSampled
        }
    }
}

/// Why a promotion does not count in full any more.
package enum TrustCause: String, Sendable, CaseIterable, Codable {
    /// A defect was found in what had been approved, and confirmed by somebody else.
    case defectConfirmed = "defect_confirmed"
    /// Another version of the template is in use.
    case templateChanged = "template_changed"
    /// What every run inherits is not what it was.
    case contextChanged = "context_changed"
    /// Its runs are done with another agent or model.
    case makerChanged = "maker_changed"
    /// It was long ago.
    case aged

    /// What is to be said when it does not speak against a promotion any more.
    package var undone: String {
        switch self {
        case .defectConfirmed: "no defect counts against it any more"
        case .templateChanged: "the version that earned the trust is current again"
        case .contextChanged: "the context is again what it was then"
        case .makerChanged: "the newest run was done again with what had earned the trust"
        case .aged: "the promotion is not that old"
        }
    }
}
