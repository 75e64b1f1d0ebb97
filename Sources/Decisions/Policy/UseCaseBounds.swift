import Domain

extension UseCase {
    /// Which bounds an action breaks, each in a sentence.
    func broken(by action: ActionDefinition) -> [String] {
        if actions.contains(action.name) || actionClasses.contains(action.actionClass) { return [] }
        return ["action: \(name) does not allow \(action.name)"]
    }

    /// Which bounds a dispatch breaks.
    func broken(by dispatch: DispatchFacts) -> [String] {
        var broken = [String]()
        if !templates.contains(where: { $0.matches(dispatch.template) }) {
            broken.append("template: \(name) is not for \(dispatch.template)")
        }
        if !modes.contains(dispatch.mode) {
            broken.append("mode: \(name) allows \(modes.texts); this is \(dispatch.mode.rawValue)")
        }
        if dispatch.risk > riskCeiling {
            broken.append("risk: \(name) goes up to \(riskCeiling.rawValue); this is \(dispatch.risk.rawValue)")
        }
        for kind in Set(dispatch.outputs.map(\.kind)).subtracting(kinds).map(\.rawValue).sorted() {
            broken.append("kind: \(name) allows \(kinds.texts); this makes \(kind)")
        }
        let needed = dispatch.outputs.isEmpty ? dispatch.level : max(dispatch.level, .draft)
        if needed > level {
            broken.append("level: \(name) goes up to \(level.rawValue); this takes \(needed.rawValue)")
        }
        for tool in dispatch.tools where !tools.contains(where: { $0.matches(tool) }) {
            broken.append("tool: \(name) does not allow \(tool)")
        }
        return broken
    }
}

extension Array where Element: RawRepresentable, Element.RawValue == String {
    fileprivate var texts: String { map(\.rawValue).joined(separator: ", ") }
}
