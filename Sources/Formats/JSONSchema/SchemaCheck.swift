import Domain

extension ProblemCollector {
    /// The JSON Schema that a node is; nil if it is none, and why is reported where it stands.
    func schema(_ node: YAMLNode, _ key: String) -> JSONSchema? {
        do throws(SchemaRefused) {
            return try JSONSchema(node.json)
        } catch {
            for problem in error.problems {
                report("\(key) is not a JSON Schema: \(problem.message)", at: node.nearest(to: problem.instancePath))
            }
            return nil
        }
    }

    /// Remarks on words of a schema that are hardly meant as notes.
    func remarkSlips(in node: YAMLNode, _ key: String) {
        for slip in SchemaSlip.all(in: node.json) {
            remark("\(key)\(slip.pointer): \(slip)", at: node.key(at: slip.pointer), suggestion: slip.near)
        }
    }
}
