import Domain

/// What changed between two versions of a template by meaning, and what of it somebody should look at twice.
package enum MeaningDiff {
    /// A version as it is compared: what was read from the files, and the files.
    package typealias Version = (template: TaskTemplate, files: [TemplateFile])

    /// Empty only if the versions are the same to the byte.
    package static func changes(from old: Version, to new: Version) -> [TemplateChange] {
        let parts = changes(from: old.template, to: new.template)
        return parts + FileChanges.find(from: old.files, to: new.files, besides: parts)
    }

    /// In the order of the parts, so that the same two versions always read the same.
    package static func changes(from old: TaskTemplate, to new: TaskTemplate) -> [TemplateChange] {
        TemplateChange.Part.allCases.flatMap { part in
            let before = items(of: part, in: old)
            let after = items(of: part, in: new)
            let keys = before.map(\.key) + after.map(\.key).filter { key in !before.contains { $0.key == key } }
            return keys.compactMap { key -> TemplateChange? in
                let earlier = before.first { $0.key == key }?.text
                let later = after.first { $0.key == key }?.text
                if earlier == later { return nil }
                return TemplateChange(
                    part: part, item: key.isEmpty ? nil : key, before: earlier, after: later,
                    marks: MeaningMarks.find(part, key, from: old, to: new))
            }
        }
    }

    /// A part as named texts; one without a name is the part's only value, and a sentence is its own name.
    private typealias Item = (key: String, text: String)

    private static func items(of part: TemplateChange.Part, in template: TaskTemplate) -> [Item] {
        func one(_ text: String?) -> [Item] { text.map { [("", $0)] } ?? [] }
        func names(_ names: [String]) -> [Item] { names.map { ($0, $0) } }
        switch part {
        case .name: return one("\(template.area)/\(template.name)")
        case .description: return one(template.description)
        // In full: two texts with the same first digits are soon made.
        case .instruction: return one(Digest.of(template.instruction).description)
        case .objective: return one(template.objective)
        case .useCase: return one(template.useCase)
        case .inputs: return inputs(template.inputs)
        case .successCriteria:
            return template.successCriteria.map { ($0.id, "\($0.text) (evidence: \($0.evidence))") }
        case .constraints: return names(template.constraints)
        case .tools: return names(template.tools)
        case .allowedTools: return names(template.allowedTools)
        case .output: return template.outputs.map { ($0.path, described($0)) }
        case .actions: return names(template.actions)
        case .risk: return one(template.saysRisk ? template.risk.rawValue : nil)
        case .mode: return one(template.mode?.rawValue)
        case .permission: return one(template.permission.rawValue)
        case .needs: return names(template.needs)
        case .budget: return budget(template.budget)
        case .timeout: return one("\(template.timeoutSeconds / 60) minutes")
        case .license: return one(template.license)
        case .compatibility: return one(template.compatibility)
        case .metadata: return template.metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        case .files: return []
        }
    }

    private static func described(_ output: ExpectedOutput) -> String {
        let need = output.required ? "required" : "optional"
        return "\(output.kind.rawValue), \(need)" + (output.description.map { ", \($0)" } ?? "")
            + (output.schema.map { ", schema \($0.canonical)" } ?? "")
    }

    private static func budget(_ budget: Budget?) -> [Item] {
        [("minutes", budget?.minutes), ("turns", budget?.turns), ("dollars", budget?.dollars)].compactMap {
            name, count in
            count.map { (name, String($0)) }
        }
    }

    /// One per property, then whatever else the schema says.
    private static func inputs(_ schema: JSON) -> [Item] {
        let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
        let properties = (schema["properties"]?.object ?? [:]).sorted { $0.key < $1.key }
        var rest = schema.object ?? [:]
        rest["properties"] = nil
        rest["required"] = nil
        return properties.map { name, value in
            (name, "\(required.contains(name) ? "required" : "optional"), \(value.canonical)")
        } + [("", JSON.object(rest).canonical)]
    }
}

extension TaskTemplate {
    /// Whether its author has said a risk: a draft with gaps counts as the highest until then.
    var saysRisk: Bool { missing == nil || places["task.yaml#/risk"] != nil }
}
