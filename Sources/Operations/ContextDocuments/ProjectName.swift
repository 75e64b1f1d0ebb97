import Domain

/// What projects are called: the layer of context that a run inherits.
package enum ProjectName {
    package static let limit = 64

    package static func isValid(_ name: String) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...limit).contains(name.utf8.count) && name.utf8.first != hyphen && name.utf8.last != hyphen
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == hyphen }
    }

    /// Throws `invalid_input` for what no project is called.
    package static func check(_ name: String) throws {
        guard !isValid(name) else { return }
        throw Failure(
            .invalidInput, "the project \(name) is not named in a-z, 0-9 and hyphens, 1 to \(limit) characters")
    }
}
