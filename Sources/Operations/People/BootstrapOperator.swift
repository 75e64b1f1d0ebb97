import API
import Domain
import Store

/// Makes the first operator, or another one when nobody can log in any more. Whoever can call this can write to the
/// database anyway: it is for the service's command line on the host, never for the API.
package enum BootstrapOperator {
    @discardableResult
    package static func run(
        _ services: Services, login: String, name: String, password: String
    ) throws -> PersonView {
        let installation = TeamContext.system(
            job: "bootstrap", teamID: TeamContext.installationID, name: TeamContext.installationName,
            services: services)
        let request = PersonRequest(login: login, name: name, password: password, isOperator: true)
        return try CreatePerson.create(installation, request)
    }
}
