import Domain

/// Which changes ask less of a run or allow it more, and which break those who dispatch the template or use its output.
/// A change of words is not judged: only a person can say whether a sentence has become weaker.
enum MeaningMarks {
    /// - Parameter key: what within the part, as `MeaningDiff` names it; the part differs there.
    static func find(
        _ part: TemplateChange.Part, _ key: String, from old: TaskTemplate, to new: TaskTemplate
    ) -> [TemplateChange.Mark] {
        switch part {
        case .successCriteria: when(!new.successCriteria.contains { $0.id == key }, .weakens)
        case .constraints: when(!new.constraints.contains(key), .weakens)
        case .tools: when(isWider(key, new.tools, than: old.tools), .weakens)
        case .allowedTools: when(isWider(key, new.allowedTools, than: old.allowedTools), .weakens)
        case .actions: when(new.actions.contains(key), .weakens)
        case .risk: when(old.saysRisk && new.risk < old.risk, .weakens)
        case .permission: when(new.permission > old.permission, .weakens)
        // Alongside a person before, on its own now.
        case .mode: when(old.mode == .cowork, .weakens)
        case .budget: when(isLooser(key, old.budget, new.budget), .weakens)
        case .timeout: when(new.timeoutSeconds > old.timeoutSeconds, .weakens)
        case .inputs: when(breaksCallers(key, old.inputs, new.inputs), .breaksCallers)
        case .output: output(old.outputs.first { $0.path == key }, new.outputs.first { $0.path == key })
        case .name, .description, .instruction, .objective, .useCase, .needs, .license, .compatibility, .metadata,
            .files:
            []
        }
    }

    private static func when(_ holds: Bool, _ mark: TemplateChange.Mark) -> [TemplateChange.Mark] {
        holds ? [mark] : []
    }

    /// A pattern of a tool that was allowed without one is narrower, not wider.
    private static func isWider(_ tool: String, _ new: [String], than old: [String]) -> Bool {
        new.contains(tool) && !old.contains(ToolName(tool).name)
    }

    private static func isLooser(_ key: String, _ old: Budget?, _ new: Budget?) -> Bool {
        func limit(_ budget: Budget?) -> Int? {
            switch key {
            case "minutes": budget?.minutes
            case "turns": budget?.turns
            default: budget?.dollars
            }
        }
        guard let before = limit(old) else { return false }
        return limit(new).map { $0 > before } ?? true
    }

    /// What was valid before may be invalid now: an input is needed that was not, is gone, or takes less.
    private static func breaksCallers(_ name: String, _ old: JSON, _ new: JSON) -> Bool {
        guard !name.isEmpty else { return rest(old) != rest(new) }
        let (before, after) = (old["properties"]?[name], new["properties"]?[name])
        if !isRequired(name, old) && isRequired(name, new) { return true }
        guard let before else { return false }
        return after.map { !takesAll($0, of: before) } ?? true
    }

    /// Whether what was valid is so still, as far as bounds and choices tell; any other difference may refuse it.
    private static func takesAll(_ new: JSON, of old: JSON) -> Bool {
        guard var before = binding(old).object, var after = binding(new).object else { return old == new }
        for key in Set(before.keys) {
            guard let was = before[key], takesAll(after[key], of: was, key) else { continue }
            (before[key], after[key]) = (nil, nil)
        }
        return before == after
    }

    private static func takesAll(_ new: JSON?, of old: JSON, _ keyword: String) -> Bool {
        switch keyword {
        case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties":
            new.map { ($0.double ?? -.infinity) >= (old.double ?? .infinity) } ?? true
        case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties":
            new.map { ($0.double ?? .infinity) <= (old.double ?? -.infinity) } ?? true
        case "enum": new.map { all in (old.array ?? []).allSatisfy { all.array?.contains($0) == true } } ?? true
        default: new == old
        }
    }

    private static func isRequired(_ name: String, _ schema: JSON) -> Bool {
        (schema["required"]?.array ?? []).contains(.string(name))
    }

    private static func rest(_ schema: JSON) -> JSON {
        var members = binding(schema).object ?? [:]
        members["properties"] = nil
        members["required"] = nil
        return .object(members)
    }

    /// A schema without what only people read.
    private static func binding(_ schema: JSON) -> JSON {
        guard let members = schema.object else { return schema }
        let annotations: Set = ["title", "description", "examples", "$comment", "default"]
        return .object(members.filter { !annotations.contains($0.key) })
    }

    private static func output(_ old: ExpectedOutput?, _ new: ExpectedOutput?) -> [TemplateChange.Mark] {
        guard let old else { return [] }
        let weakens = old.required && new?.required != true
        let breaks = new.map { $0.kind != old.kind || $0.schema != old.schema } ?? true
        return when(weakens, .weakens) + when(breaks, .breaksCallers)
    }
}
