import Decisions
import Domain
import Store

/// What keeps a template from being dispatched under the policy in force. Only warnings: a template may be written before
/// the policy that admits it.
enum PolicyWarnings {
    static func find(_ tx: Transaction, _ team: TeamContext, _ template: TaskTemplate) throws -> [Problem] {
        guard let bundle = try CurrentPolicy.loadIfAny(tx, team)?.bundle else {
            return [problem(template, "team \(team.name) has no policy yet, so nothing can be dispatched")]
        }
        let facts = DispatchFacts(
            template: template.name, useCase: template.useCase,
            mode: template.mode ?? bundle.useCase(template.useCase)?.modes.first ?? .dispatch,
            level: template.permission, risk: template.risk,
            outputs: template.outputs.map { OutputDeclaration(path: $0.path, kind: $0.kind) },
            actions: template.actions, tools: template.tools, pool: [])
        // Whether enough people can review is known when somebody dispatches.
        guard case .refused(let code, let reasons) = bundle.admit(facts), code != .poolTooSmall else { return [] }
        return reasons.map { problem(template, "cannot be dispatched: \($0.description)") }
    }

    private static func problem(_ template: TaskTemplate, _ message: String) -> Problem {
        Problem(
            file: "task.yaml", line: template.lines["task.yaml#/use_case"] ?? 1, column: 1, message: message)
    }
}
