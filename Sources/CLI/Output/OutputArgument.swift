import API
import Domain

/// What commands about outputs take.
enum OutputArgument {
    static let output = Argument("OUTPUT", "The output's id, out_….")

    static func path(_ invocation: Invocation) throws -> [String: String] {
        try invocation.teamPath(["output": invocation[output]])
    }

    static func view(_ invocation: Invocation) throws -> OutputView {
        try invocation.call(Endpoints.outputShow, path: path(invocation))
    }

    /// A version by its number, or the latest.
    static func version(_ number: Int?, of view: OutputView) throws -> OutputVersionView {
        let wanted = number ?? view.summary.latestVersion
        guard let version = view.versions.first(where: { $0.number == wanted }) else {
            throw Failure(.notFound, "output \(view.summary.id) has no version \(wanted)")
        }
        return version
    }
}
