import Domain

/// Whether a template stays within an approved use case.
package enum UseCaseBounds: Hashable, Sendable {
    case within(UseCase)
    /// `use_case_missing` or `use_case_forbids`, and what breaks it, never empty; the place is that of the use case.
    case outside(FailureCode, [BrokenBound], Place?)

    /// Empty within.
    package var reasons: [Reason] {
        guard case .outside(_, let broken, let place) = self else { return [] }
        return broken.map { Reason(.useCase, $0.text, place: place) }
    }
}

/// A bound of a use case that a template breaks.
package struct BrokenBound: Hashable, Sendable {
    /// What of task.yaml breaks it: `mode`, `tools/2`.
    package let part: String
    /// `mode: release-notes allows dispatch; this is cowork`
    package let text: String
    /// Tells what helps.
    package var cause = Cause.excess

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
        if actions.contains(action.name) || actionClasses.contains(action.actionClass) { return [] }
        return ["action: \(name) does not allow \(action.name)"]
    }

    /// Which bounds a dispatch breaks.
    func broken(by dispatch: DispatchFacts) -> [BrokenBound] {
        var broken = [BrokenBound]()
        func breaks(_ part: String, _ text: String) { broken.append(BrokenBound(part: part, text: text)) }
        if !templates.contains(where: { $0.matches(dispatch.template) }) {
            let text = "template: use case \(name) does not admit the template \(dispatch.template)"
            broken.append(BrokenBound(part: "use_case", text: text, cause: .template))
        }
        if !modes.contains(dispatch.mode) {
            breaks("mode", "mode: \(name) allows \(modes.texts); this is \(dispatch.mode.rawValue)")
        }
        if dispatch.risk > riskCeiling {
            breaks("risk", "risk: \(name) goes up to \(riskCeiling.rawValue); this is \(dispatch.risk.rawValue)")
        }
        for (index, output) in dispatch.outputs.enumerated() where !kinds.contains(output.kind) {
            breaks("output/\(index)", "kind: \(name) allows \(kinds.texts); this makes \(output.kind.rawValue)")
        }
        let needed = dispatch.outputs.isEmpty ? dispatch.level : max(dispatch.level, .draft)
        if needed > level {
            breaks("permission", "level: \(name) goes up to \(level.rawValue); this takes \(needed.rawValue)")
        }
        for (index, tool) in dispatch.tools.enumerated() where !tools.contains(where: { $0.matches(tool) }) {
            breaks("tools/\(index)", "tool: \(name) does not allow \(tool)")
        }
        return broken
    }
}

extension Array where Element: RawRepresentable, Element.RawValue == String {
    fileprivate var texts: String { map(\.rawValue).joined(separator: ", ") }
}
