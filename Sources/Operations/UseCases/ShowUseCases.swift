import API
import Domain
import Store

/// The approved use cases of the bundle in force.
package enum ShowUseCases {
    package static func all(_ team: TeamContext) throws -> Page<UseCaseView> {
        Page(items: try team.read { try CurrentPolicy.load($0, team).bundle.useCases.map(UseCaseView.init) })
    }

    /// Throws `not_found`, with the nearest name.
    package static func one(_ team: TeamContext, _ name: String) throws -> UseCaseView {
        let bundle = try team.read { try CurrentPolicy.load($0, team).bundle }
        if let useCase = bundle.useCase(name) { return UseCaseView(useCase) }
        let near = NearestName.of(name, in: bundle.useCases.map(\.name)).map { "; did you mean \($0)?" } ?? ""
        throw Failure(.notFound, "there is no approved use case \(name)\(near)")
    }
}
