import Domain

extension ProblemCollector {
    /// The JSON Schema that a node is; nil if it is none, and why is reported where it stands.
    func schema(_ node: YAMLNode, _ key: String) -> JSONSchema? { schema(node.json, of: node, key) }

    /// - Parameter json: what the node says.
    func schema(_ json: JSON, of node: YAMLNode, _ key: String) -> JSONSchema? {
        do throws(SchemaRefused) {
            return try JSONSchema(json)
        } catch {
            for problem in error.problems {
                report("\(key) is not a JSON Schema: \(problem.message)", at: node.nearest(to: problem.instancePath))
            }
            return nil
        }
    }

    /// Remarks on words of a schema that are hardly meant as notes, and on what nothing can satisfy.
    func remarkSlips(in json: JSON, of node: YAMLNode, _ key: String) {
        for slip in SchemaSlip.all(in: json) {
            remark("\(key)\(slip.pointer): \(slip)", at: node.key(at: slip.pointer), suggestion: slip.near)
        }
        for conflict in SchemaConflict.all(in: json) {
            remark("\(key)\(conflict.pointer): \(conflict.message)", at: node.key(at: conflict.pointer))
        }
    }
}
