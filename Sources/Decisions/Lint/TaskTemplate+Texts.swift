import Domain

extension TaskTemplate {
    /// The sentences of task.yaml: which part each is, what to call it, and its words.
    var texts: [(part: String, name: String, text: String)] {
        var out = [(part: "task.yaml#/objective", name: "the objective", text: objective)]
        for (index, criterion) in successCriteria.enumerated() {
            let part = "task.yaml#/success_criteria/\(index)"
            out.append((part + "/text", "criterion \(criterion.id)", criterion.text))
            out.append((part + "/evidence", "the evidence of criterion \(criterion.id)", criterion.evidence))
        }
        for (index, constraint) in constraints.enumerated() {
            out.append(("task.yaml#/constraints/\(index)", "constraint \(index + 1)", constraint))
        }
        for (index, output) in outputs.enumerated() {
            guard let text = output.description else { continue }
            out.append(("task.yaml#/output/\(index)/description", "the description of \(output.path)", text))
        }
        return out
    }

    /// With the part of task.yaml that each is.
    var schemas: [(part: String, schema: JSON)] {
        [("inputs", inputs)]
            + outputs.enumerated().compactMap { index, output in output.schema.map { ("output/\(index)/schema", $0) } }
    }

    /// The declared inputs, in order.
    var inputNames: [String] { (inputs["properties"]?.object ?? [:]).keys.sorted() }
}
