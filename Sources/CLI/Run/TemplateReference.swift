import API
import Domain

/// A template as it is typed: `release-notes`, `release-notes@3`, `release-notes@stable`.
struct TemplateReference {
    let name: String
    /// A number, a label or `latest`; nil if none is named.
    let choice: String?

    var version: Int? { choice.flatMap { Int($0) } }
    var label: String? { version == nil ? choice : nil }

    /// - Parameter version: of an option, for those who write it so.
    init(_ typed: String, version: String? = nil) throws(UsageFailure) {
        let parts = typed.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        name = parts[0]
        guard parts.count == 2 else {
            choice = version
            return
        }
        guard version == nil else { throw UsageFailure("\(typed) names a version already; leave --version out") }
        guard !parts[1].isEmpty else { throw UsageFailure("`\(typed)` names no version behind its @") }
        choice = parts[1]
    }

    /// Of `template_show`: this version, or the one that it shows where none is named.
    var query: [(String, String)] { choice.map { [("version", $0)] } ?? [] }

    /// Of `template_show`: the version that a dispatch in this project takes.
    func query(project: String?) -> [(String, String)] { choice == nil ? [("project", project ?? "")] : query }

    /// - Parameter otherwise: what is meant where no version is named; nil: what `template_show` shows then.
    func fetch(_ invocation: Invocation, otherwise: String? = nil) throws -> TemplateVersionView {
        let path = try invocation.teamPath(["template": name])
        let query = (choice ?? otherwise).map { [("version", $0)] } ?? []
        return try invocation.call(Endpoints.templateShow, path: path, query: query)
    }
}
