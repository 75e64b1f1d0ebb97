import Domain

extension ProblemCollector {
    /// Every text in which an escape such as `\u202E` puts what the file itself does not show: a key or a value.
    func reportHidden(in node: YAMLNode) {
        switch node.value {
        case .scalar(let scalar): reportHidden(scalar.raw, at: node)
        case .sequence(let items): items.forEach(reportHidden)
        case .mapping(let pairs):
            for pair in pairs {
                reportHidden(pair.name, at: pair.key)
                reportHidden(in: pair.value)
            }
        }
    }

    private func reportHidden(_ text: String, at node: YAMLNode) {
        let names = HiddenText.findInProse(text).map(\.name)
        guard let first = names.first else { return }
        let more = names.count > 1 ? " and \(names.count - 1) more" : ""
        report("an escape for a character that readers do not see: \(first)\(more); remove it", at: node)
    }
}
