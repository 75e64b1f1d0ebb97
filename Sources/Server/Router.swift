import API
import Domain
import HTTPListener

/// Finds the binding for a method and path. Literal segments win over parameters.
struct Router: Sendable {
    private final class Node: Sendable {
        let literals: [String: Node]
        let parameter: (name: String, node: Node)?
        let bindings: [String: Binding]

        init(_ routes: [(segments: ArraySlice<Substring>, binding: Binding)]) {
            bindings = Dictionary(
                routes.filter(\.segments.isEmpty).map { ($0.binding.shape.method.rawValue, $0.binding) },
                uniquingKeysWith: { first, _ in first })
            var byLiteral: [String: [(ArraySlice<Substring>, Binding)]] = [:]
            var byParameter: [(ArraySlice<Substring>, Binding)] = []
            var parameterName = ""
            for (segments, binding) in routes {
                guard let head = segments.first else { continue }
                if head.hasPrefix("{") {
                    parameterName = String(head.dropFirst().dropLast())
                    byParameter.append((segments.dropFirst(), binding))
                } else {
                    byLiteral[String(head), default: []].append((segments.dropFirst(), binding))
                }
            }
            literals = byLiteral.mapValues { Node($0) }
            parameter = byParameter.isEmpty ? nil : (parameterName, Node(byParameter))
        }
    }

    private let root: Node

    init(_ bindings: [Binding]) {
        root = Node(bindings.map { ($0.shape.path.split(separator: "/")[...], $0) })
    }

    /// The binding and the path's parameters; 404 for an unknown path, 405 for a known one with another method.
    func route(method: String, target: RequestTarget) throws -> (Binding, [String: String]) {
        var node = root
        var parameters: [String: String] = [:]
        for segment in target.segments {
            if let next = node.literals[segment] {
                node = next
            } else if let parameter = node.parameter, !segment.isEmpty {
                parameters[parameter.name] = segment
                node = parameter.node
            } else {
                throw Failure(.notFound, "there is nothing at \(target.path)")
            }
        }
        if let binding = node.bindings[method] ?? (method == "HEAD" ? node.bindings["GET"] : nil) {
            return (binding, parameters)
        }
        guard !node.bindings.isEmpty else { throw Failure(.notFound, "there is nothing at \(target.path)") }
        throw Failure(
            .methodNotAllowed,
            "\(method) is not possible here; use \(node.bindings.keys.sorted().joined(separator: " or "))")
    }
}
