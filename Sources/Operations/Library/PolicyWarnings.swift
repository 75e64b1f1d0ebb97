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
        // Whether enough people can review is known when somebody dispatches.
        guard case .outside(_, let reasons) = bundle.bounds(of: template) else { return [] }
        return reasons.map { problem(template, "cannot be dispatched: \($0.description)") }
    }

    private static func problem(_ template: TaskTemplate, _ message: String) -> Problem {
        Problem(
            file: "task.yaml", line: template.lines["task.yaml#/use_case"] ?? 1, column: 1, message: message)
    }
}
