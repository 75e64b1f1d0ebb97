import Domain

extension [ContextStandingView] {
    /// What is said, everywhere, of a document that tells runs nothing.
    package func silence(_ layer: ContextLayer, _ project: String = "") -> String {
        let document = project.isEmpty ? "the \(layer.rawValue)" : "the project \(project)"
        let standing = first { $0.layer == layer && $0.project == project }
        if let current = standing?.inForce {
            return "the context of \(document) says nothing (emptied in version \(current.number))"
        }
        if let proposal = standing?.proposal {
            return "\(document) has no context in force; \(proposal.isWaiting)"
        }
        return "\(document) has no context in force: " + advice(layer, project)
    }

    private func advice(_ layer: ContextLayer, _ project: String) -> String {
        guard layer == .project else {
            return "`countersign context propose \(layer.arguments(project: project)) --file FILE`"
        }
        if let near = NearestName.of(project, in: filter { $0.layer == .project }.map(\.project)) {
            return "did you mean \(near)?"
        }
        return "is it the one you mean? `countersign context list` shows those that have one"
    }
}

extension ContextSummary {
    /// As a command takes it.
    package var arguments: String { layer.arguments(project: project) }

    /// Of a proposal: whose it is, and the command that shows it.
    package var isWaiting: String {
        "version \(number) by \(author) is proposed: `countersign context diff \(arguments)`"
    }
}
