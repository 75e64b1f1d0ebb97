import Domain

/// Which two versions a difference is between.
enum VersionPair {
    /// As a query; the older one is the one before if nobody has named it.
    static func query(from: Int?, to: Int) throws -> [(String, String)] {
        let from = from ?? to - 1
        guard from >= 1 else {
            throw Failure(.notFound, "there is only one version, so there is nothing to compare it with")
        }
        return [("from", String(from)), ("to", String(to))]
    }
}
