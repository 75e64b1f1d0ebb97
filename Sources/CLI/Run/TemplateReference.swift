import Domain

/// A template as it is typed: `release-notes`, `release-notes@3`, `release-notes@stable`.
struct TemplateReference {
    let name: String
    let version: Int?
    let label: String?

    /// - Parameter version: of an option, for those who write it so.
    init(_ typed: String, version: Int? = nil) throws(UsageFailure) {
        let parts = typed.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        name = parts[0]
        guard parts.count == 2 else {
            (self.version, label) = (version, nil)
            return
        }
        guard version == nil else { throw UsageFailure("\(typed) names a version already; leave --version out") }
        guard !parts[1].isEmpty else { throw UsageFailure("`\(typed)` names no version behind its @") }
        self.version = Int(parts[1])
        label = self.version == nil ? parts[1] : nil
    }

    /// Of `template_show`: the version that a dispatch in this project takes.
    func query(project: String?) -> [(String, String)] {
        [(version.map(String.init) ?? label).map { ("version", $0) } ?? ("project", project ?? "")]
    }
}
