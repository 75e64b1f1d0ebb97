import API
import Domain

/// The arguments of commands about one context document.
enum ContextArgument {
    static let layer = Argument("LAYER", "organisation, team or project.")
    static let project = Option<String>("project", "NAME", "The project; needed for that layer.")

    static func path(_ invocation: Invocation) throws -> [String: String] {
        let layer = try Choice.read(ContextLayer.self, invocation[layer], for: layer)
        return try invocation.teamPath(["layer": layer.rawValue])
    }

    static func query(_ invocation: Invocation) -> [(String, String)] {
        invocation[project].map { [("project", $0)] } ?? []
    }

    static func history(_ invocation: Invocation) throws -> [ContextSummary] {
        try invocation.call(Endpoints.contextHistory, path: path(invocation), query: query(invocation)).items
    }

    static func proposal(in history: [ContextSummary]) throws -> ContextSummary {
        guard let found = history.first(where: { $0.state == .proposed }) else {
            throw Failure(.notFound, "no version of this document is proposed: see `context history`")
        }
        return found
    }

    static func change(
        _ endpoint: Endpoint<ContextChoice, ContextView>, version number: Int, _ invocation: Invocation
    ) throws -> ContextView {
        var path = try path(invocation)
        path["version"] = String(number)
        return try invocation.call(endpoint, path: path, ContextChoice(project: invocation[project]))
    }
}

extension ContextSummary {
    /// `team`, `project website`: as it is typed and read.
    var name: String { project.isEmpty ? layer.rawValue : "\(layer.rawValue) \(project)" }
}
