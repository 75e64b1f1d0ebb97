import Domain

/// Someone who can carry actions out, with credentials that agents never hold. Which there are, and what they may
/// touch, is said by the server's own file; a policy bundle only names them.
package protocol Executor: Sendable {
    /// How long it may be at work.
    var deadlineSeconds: Int { get }
    /// Whether what it carries out is an approved output.
    var exportsOutput: Bool { get }
    /// Why it could never carry out these arguments, before anybody is asked to sign them; nil if it could.
    func objection(to arguments: JSON) -> String?
    /// Does it, once. What it throws means that nothing happened; when it cannot tell, it answers `unknown`.
    func execute(_ order: EffectOrder) throws -> EffectReport
}

/// What an executor gets: exactly what was signed.
package struct EffectOrder {
    package let requestID: String
    /// The signed bytes.
    package let canonical: String
    package let digest: Digest
    package let arguments: JSON
    package let output: Output?
    /// Logins of those who signed.
    package let signers: [String]
    /// When it was decided: the same order makes the same commit.
    package let decidedAt: Timestamp

    package init(
        requestID: String, canonical: String, digest: Digest, arguments: JSON, output: Output?, signers: [String],
        decidedAt: Timestamp
    ) {
        self.requestID = requestID
        self.canonical = canonical
        self.digest = digest
        self.arguments = arguments
        self.output = output
        self.signers = signers
        self.decidedAt = decidedAt
    }

    /// The approved files. Their bytes are read one by one and verified against their digests.
    package struct Output {
        package let id: String
        package let version: Int
        package let contentDigest: Digest
        package let files: [(path: String, digest: Digest)]
        package let read: (Digest) throws -> [UInt8]

        package init(
            id: String, version: Int, contentDigest: Digest, files: [(path: String, digest: Digest)],
            read: @escaping (Digest) throws -> [UInt8]
        ) {
            self.id = id
            self.version = version
            self.contentDigest = contentDigest
            self.files = files
            self.read = read
        }
    }
}

package struct EffectReport: Sendable {
    package enum Ending: Sendable {
        case finished, failed
        /// It was cut off: it may have happened or not.
        case unknown
    }

    package let ending: Ending
    package let result: JSON

    package init(ending: Ending, result: JSON) {
        self.ending = ending
        self.result = result
    }
}

/// The executors of this server by the name that policies use.
package struct Executors: Sendable {
    private let byName: [String: any Executor]?

    /// - Parameter byName: nil for a server that was told of none.
    package init(_ byName: [String: any Executor]? = nil) { self.byName = byName }

    package subscript(_ name: String) -> (any Executor)? { byName?[name] }

    /// Nil for a server that was told of none.
    package var names: [String]? { byName?.keys.sorted() }
}
