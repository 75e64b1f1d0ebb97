import API
import Domain

/// A template as it is typed: `release-notes`, `release-notes@3`, `release-notes@stable`.
struct TemplateReference {
    let name: String
    /// A number, a label or `latest`; nil if none is named.
    let choice: String?

    var version: Int? { choice.flatMap { Int($0) } }
    var label: String? { version == nil ? choice : nil }

    /// - Parameters:
    ///   - version: of an option, for those who write it so.
    ///   - option: the name of that option.
    init(_ typed: String, version: String? = nil, option: String = "version") throws(UsageFailure) {
        let parts = typed.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        name = parts[0]
        guard parts.count == 2 else {
            choice = version
            return
        }
        guard version == nil else { throw UsageFailure("\(typed) names a version already; leave --\(option) out") }
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

extension Invocation {
    /// A template and the number of one of its versions, typed as NAME@N or with an option.
    func numbered(
        _ argument: Argument, _ option: Option<Int>
    ) throws(UsageFailure) -> (template: String, version: Int?) {
        let name = option.shape.name
        let reference = try TemplateReference(self[argument], version: self[option].map(String.init), option: name)
        if let choice = reference.choice, reference.version == nil {
            let shown = HiddenText.render(choice)
            throw UsageFailure("`\(shown)` is no number of a version: write \(reference.name)@N, or --\(name) N")
        }
        return (reference.name, reference.version)
    }

    /// Where a version must be named.
    func oneVersion(
        _ argument: Argument, _ option: Option<Int>
    ) throws(UsageFailure) -> (template: String, version: Int) {
        let (template, version) = try numbered(argument, option)
        guard let version else {
            throw UsageFailure("no version is named: write \(template)@N, or --\(option.shape.name) N")
        }
        return (template, version)
    }

    /// Where the whole template is meant.
    func wholeTemplate(_ argument: Argument) throws(UsageFailure) -> String { try wholeTemplate(self[argument]) }

    func wholeTemplate(_ typed: String) throws(UsageFailure) -> String {
        let reference = try TemplateReference(typed)
        guard reference.choice == nil else {
            let shown = HiddenText.render(typed)
            throw UsageFailure("\(shown) names a version, and this is about all of them: write \(reference.name)")
        }
        return reference.name
    }
}
