extension ProblemCollector {
    /// Whether a node is a JSON Schema; if not, why is reported where it stands.
    func isSchema(_ node: YAMLNode, _ key: String) -> Bool {
        do throws(SchemaRefused) {
            _ = try JSONSchema(node.json)
            return true
        } catch {
            for problem in error.problems {
                report("\(key) is not a JSON Schema: \(problem.message)", at: node.nearest(to: problem.instancePath))
            }
            return false
        }
    }
}
