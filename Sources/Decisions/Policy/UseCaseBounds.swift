import Domain

/// Whether a template stays within an approved use case.
package enum UseCaseBounds: Hashable, Sendable {
    case within(UseCase)
    /// `use_case_missing` or `use_case_forbids`, and what breaks it, never empty; the place is that of the use case.
    case outside(FailureCode, [UseCaseBound], Place?)

    /// Empty within.
    package var reasons: [Reason] {
        guard case .outside(_, let broken, let place) = self else { return [] }
        return broken.map { Reason(.useCase, $0.text, place: place) }
    }
}

/// A bound of a use case, held against a template.
package struct UseCaseBound: Hashable, Sendable {
    /// What of task.yaml it is about: `mode`, `tools/2`.
    package let part: String
    /// `mode: release-notes allows dispatch; this is cowork`
    package let text: String
    /// Tells what helps where it is broken.
    package var cause = Cause.excess
    package var isKept = false

    package enum Cause: Sendable {
        /// It asks for more than is allowed.
        case excess
        /// The use case is not for this template.
        case template
        /// The policy has no such action.
        case unknownAction
    }
}

extension UseCase {
    /// Which bounds an action breaks, each in a sentence.
    func broken(by action: ActionDefinition) -> [String] {
        let bound = bound(of: action, part: "")
        return bound.isKept ? [] : [bound.text]
    }

    /// Whether the use case allows an action.
    func bound(of action: ActionDefinition, part: String) -> UseCaseBound {
        let allows = actions.contains(action.name) || actionClasses.contains(action.actionClass)
        return UseCaseBound(
            part: part, text: "action: \(name) \(allows ? "allows" : "does not allow") \(action.name)", isKept: allows)
    }

    /// Everything that a dispatch is held against, but for its actions.
    func bounds(of dispatch: DispatchFacts) -> [UseCaseBound] {
        func bound(_ part: String, _ isKept: Bool, _ text: String) -> UseCaseBound {
            UseCaseBound(part: part, text: text, isKept: isKept)
        }
        let admits = templates.contains { $0.matches(dispatch.template) }
        let verb = admits ? "admits" : "does not admit"
        let needed = dispatch.outputs.isEmpty ? dispatch.level : max(dispatch.level, .draft)
        return [
            UseCaseBound(
                part: "use_case", text: "template: use case \(name) \(verb) the template \(dispatch.template)",
                cause: .template, isKept: admits),
            bound(
                "mode", modes.contains(dispatch.mode),
                "mode: \(name) allows \(modes.texts); this is \(dispatch.mode.rawValue)"),
            bound(
                "risk", dispatch.risk <= riskCeiling,
                "risk: \(name) goes up to \(riskCeiling.rawValue); this is \(dispatch.risk.rawValue)"),
        ]
            + dispatch.outputs.enumerated().map { index, output in
                bound(
                    "output/\(index)", kinds.contains(output.kind),
                    "kind: \(name) allows \(kinds.texts); this makes \(output.kind.rawValue)")
            } + [
                bound(
                    "permission", needed <= level,
                    "level: \(name) goes up to \(level.rawValue); this takes \(needed.rawValue)")
            ]
            + dispatch.tools.enumerated().map { index, tool in
                let allows = tools.contains { $0.matches(tool) }
                return bound(
                    "tools/\(index)", allows, "tool: \(name) \(allows ? "allows" : "does not allow") \(tool)")
            }
    }
}

extension Array where Element: RawRepresentable, Element.RawValue == String {
    fileprivate var texts: String { map(\.rawValue).joined(separator: ", ") }
}
