import Domain

/// Which two versions a difference is between.
enum VersionPair {
    /// As a query; the older one is the one before if nobody has named it.
    /// - Parameter isLatest: nobody has named the newer one either.
    static func query(from: Int?, to: Int, isLatest: Bool) throws -> [(String, String)] {
        let from = from ?? to - 1
        guard from >= 1 else {
            throw Failure(
                .notFound,
                isLatest
                    ? "there is only one version, so there is nothing to compare it with"
                    : "there is no version before \(to); name the other one with --from")
        }
        return [("from", String(from)), ("to", String(to))]
    }
}
