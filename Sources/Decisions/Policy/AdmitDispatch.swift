import Domain

/// What policy needs to know about a dispatch.
package struct DispatchFacts: Sendable {
    package var template: String
    /// What the template says it is for.
    package var useCase: String?
    package var mode: Mode
    /// What the template wants to do on its own.
    package var level: PermissionLevel
    package var risk: Risk
    package var outputs: [OutputDeclaration]
    /// The actions that the template may ask for, by name.
    package var actions: [String]
    package var tools: [String]
    /// The people of the team who have no conflict with this run: the requester is not among them.
    package var pool: [PersonFacts]
    /// Whether people are to review its output; that of a trial they do not.
    package var isReviewed: Bool

    package init(
        template: String, useCase: String?, mode: Mode, level: PermissionLevel, risk: Risk,
        outputs: [OutputDeclaration], actions: [String],
        tools: [String], pool: [PersonFacts], isReviewed: Bool = true
    ) {
        self.template = template
        self.useCase = useCase
        self.mode = mode
        self.level = level
        self.risk = risk
        self.outputs = outputs
        self.actions = actions
        self.tools = tools
        self.pool = pool
        self.isReviewed = isReviewed
    }
}

/// Whether a run may start.
package enum Admission: Hashable, Sendable {
    case admitted(UseCase, Quorum)
    /// `use_case_missing`, `use_case_forbids` or `pool_too_small`; the reasons are never empty.
    case refused(FailureCode, [Reason])
}

extension DispatchFacts {
    var needsReview: Bool { isReviewed && !outputs.isEmpty }

    /// What a template asks for.
    /// - Parameter pool: the people of the team who have no conflict with the run; nil if nobody is to review it.
    package init(_ template: TaskTemplate, mode: Mode, pool: [PersonFacts]?) {
        self.init(
            template: template.name, useCase: template.useCase, mode: mode, level: template.permission,
            risk: template.risk, outputs: template.outputs.map { OutputDeclaration(path: $0.path, kind: $0.kind) },
            actions: template.actions, tools: template.tools, pool: pool ?? [],
            isReviewed: pool != nil)
    }
}

extension PolicyBundle {
    /// Admits a dispatch within an approved use case whose output the team can review; otherwise says which bound it
    /// breaks. What cannot be reviewed is refused here, never stuck later. The risk of an action is judged at its gate,
    /// where it is known what is asked for.
    package func admit(_ dispatch: DispatchFacts) -> Admission {
        let bounds = bounds(of: dispatch)
        switch bounds {
        case .outside(let code, _, _): return .refused(code, bounds.reasons)
        case .within(let useCase):
            let quorum = quorum(of: dispatch)
            let missing = dispatch.needsReview ? quorum.missing(after: dispatch.pool) : []
            return missing.isEmpty ? .admitted(useCase, quorum) : .refused(.poolTooSmall, missing)
        }
    }

    /// Who must approve what it makes, of those who could.
    func quorum(of dispatch: DispatchFacts) -> Quorum {
        quorum(risk: dispatch.risk, outputs: dispatch.outputs).filled(from: dispatch.pool)
    }

    /// Which use case covers a dispatch, or which bound it breaks. Who could review is not asked.
    package func bounds(of dispatch: DispatchFacts) -> UseCaseBounds {
        guard let name = dispatch.useCase, !name.isEmpty else {
            return missing("\(dispatch.template) names no use case")
        }
        guard let useCase = useCase(name) else {
            let near = NearestName.of(name, in: useCases.map(\.name)).map { " (did you mean \($0)?)" } ?? ""
            return missing("there is no approved use case \(name)\(near)")
        }
        let broken = bounds(of: useCase, for: dispatch).filter { !$0.isKept }
        return broken.isEmpty ? .within(useCase) : .outside(.useCaseForbids, broken, useCase.place)
    }

    private func missing(_ text: String) -> UseCaseBounds {
        .outside(.useCaseMissing, [UseCaseBound(part: "use_case", text: text)], nil)
    }

    /// The same of a template that nobody dispatches yet: in its mode, or else in the first of its use case.
    /// - Parameter name: as if it named this use case.
    package func bounds(of template: TaskTemplate, as name: String? = nil) -> UseCaseBounds {
        let name = name ?? template.useCase
        var facts = DispatchFacts(
            template, mode: template.mode ?? useCase(name)?.modes.first ?? .dispatch, pool: [])
        facts.useCase = name
        return bounds(of: facts)
    }

    /// Everything that a use case holds a dispatch against.
    func bounds(of useCase: UseCase, for dispatch: DispatchFacts) -> [UseCaseBound] {
        useCase.bounds(of: dispatch)
            + dispatch.actions.enumerated().map { index, action in
                bound(of: useCase, for: action, part: "actions/\(index)")
            }
    }

    private func bound(of useCase: UseCase, for name: String, part: String) -> UseCaseBound {
        if let action = action(name) { return useCase.bound(of: action, part: part) }
        let near = NearestName.of(name, in: actions.map(\.name)).map { " (did you mean \($0)?)" } ?? ""
        let text = "action: there is no action \(name) in the policy\(near)"
        return UseCaseBound(part: part, text: text, cause: .unknownAction)
    }
}
