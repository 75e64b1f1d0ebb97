import Domain

/// Which two versions a difference is between.
enum VersionPair {
    static let from = Option<Int>("from", "N", "The older version; the one before --to if absent.")
    static let to = Option<Int>("to", "N", "The newer version; the latest if absent.")

    /// As a query. `latest` is only asked for when it is needed.
    static func query(_ invocation: Invocation, latest: () throws -> Int) throws -> [(String, String)] {
        let named = invocation[to]
        let to = try named ?? latest()
        let from = invocation[from] ?? to - 1
        guard from >= 1 else {
            throw Failure(
                .notFound,
                named == nil
                    ? "there is only one version, so there is nothing to compare it with"
                    : "there is no version before \(to); name the other one with --from")
        }
        return [("from", String(from)), ("to", String(to))]
    }
}
