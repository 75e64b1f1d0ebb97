import API
import Domain
import Operations

extension Bindings {
    static let owners: [Binding] = [
        bind(Endpoints.ownersCheck) { call, input in try CheckOwners.run(call.team(), input) },
        bind(Endpoints.ownersLint) { call, input in try LintOwners.run(call.team(), input) },
        bind(Endpoints.useCaseList) { call, _ in try ShowUseCases.all(call.team()) },
        bind(Endpoints.useCaseShow) { call, _ in try ShowUseCases.one(call.team(), call.path("useCase")) },
        bind(Endpoints.useCaseCoverage, lane: .slow) { call, _ in
            guard let days = Int(call.query("days") ?? "\(CoverUseCases.standardDays)") else {
                throw Failure(.badRequest, "the query parameter days must be a whole number")
            }
            return try CoverUseCases.run(call.team(), days: days)
        },
    ]
}
