import API
import Domain
import Operations

extension Bindings {
    static let owners: [Binding] = [
        bind(Endpoints.ownersCheck) { call, input in try CheckOwners.run(call.team(), input) },
        bind(Endpoints.ownersLint) { call, input in try LintOwners.run(call.team(), input) },
        bind(Endpoints.ownersSimulate, lane: .slow) { call, input in try SimulateAbsence.run(call.team(), input) },
        bind(Endpoints.absenceSet) { call, input in try Absence.set(call.team(), input) },
        bind(Endpoints.absenceList) { call, _ in try Absence.list(call.team()) },
        bind(Endpoints.absenceClear) { call, _ in
            try Absence.clear(call.team(), id: call.path("absence"))
            return Nothing()
        },
        bind(Endpoints.delegationOffer) { call, input in try Delegate.offer(call.team(), input) },
        bind(Endpoints.delegationList) { call, _ in try Delegate.list(call.team()) },
        bind(Endpoints.delegationAccept) { call, _ in
            try Delegate.accept(call.team(), id: call.path("delegation"))
        },
        bind(Endpoints.delegationEnd) { call, _ in
            try Delegate.end(call.team(), id: call.path("delegation"))
            return Nothing()
        },
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
