import API
import Operations

extension Bindings {
    static let owners: [Binding] = [
        bind(Endpoints.ownersCheck) { call, input in try CheckOwners.run(call.team(), input) },
        bind(Endpoints.ownersLint) { call, input in try LintOwners.run(call.team(), input) },
    ]
}
