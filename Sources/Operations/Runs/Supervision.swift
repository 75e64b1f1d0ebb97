import Domain
import Store

/// A template that is new to a team starts with a person beside it: as many approved outputs of watched runs as
/// `supervised_runs` in review.yaml says, of any version, come before the first run that works alone. What is watched is not asked for.
enum Supervision {
    /// Throws `cowork_first` with what is missing and what to do.
    static func check(
        _ tx: Transaction, _ team: TeamContext, _ template: TaskTemplate, _ mode: Mode, _ bundle: PolicyBundle
    ) throws {
        let needed = bundle.review.supervisedRuns
        guard mode == .dispatch, needed > 0 else { return }
        let watched = try tx.one(WatchedOutputs(team: team.id, template: template.name, limit: needed))
        guard watched < needed else { return }
        throw Failure(
            .coworkFirst,
            "\(template.name) is new to team \(team.name): \(watched) of \(needed) outputs of runs in mode cowork have been "
                + "approved, and only then does it work alone; \(advice(template, bundle))",
            detail: ["approved": .integer(Int64(watched)), "needed": .integer(Int64(needed))])
    }

    private static func advice(_ template: TaskTemplate, _ bundle: PolicyBundle) -> String {
        if let useCase = bundle.useCase(template.useCase), !useCase.modes.contains(.cowork) {
            return "its use case \(useCase.name) does not allow cowork: an admin adds it to `modes`"
        }
        return "watch it first: `countersign dispatch \(template.name) --mode cowork`"
    }
}
