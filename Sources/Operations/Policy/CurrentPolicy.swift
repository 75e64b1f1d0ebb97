import Domain
import Formats
import Store
import Synchronization

/// A team's policy bundle, parsed. A bundle is found by its digest, so what was parsed once stays right: it is kept for
/// the process, as many as `cacheLimit`.
package enum CurrentPolicy {
    private static let cacheLimit = 64
    private static let parsed = Mutex<[Digest: PolicyBundle]>([:])

    /// The bundle in force. Throws `policy_missing` when the team has none.
    package static func load(_ tx: Transaction, _ team: TeamContext) throws -> (number: Int, bundle: PolicyBundle) {
        guard let current = try loadIfAny(tx, team) else { throw missing(team) }
        return current
    }

    static func missing(_ team: TeamContext) -> Failure {
        Failure(
            .policyMissing,
            "team \(team.name) has no policy yet; an admin enacts one: `countersign policy enact FOLDER`")
    }

    /// The bundle in force, or nil.
    package static func loadIfAny(
        _ tx: Transaction, _ team: TeamContext
    ) throws -> (number: Int, bundle: PolicyBundle)? {
        guard let version = try tx.first(CurrentPolicyVersion(team: team.id)) else { return nil }
        return (version.number, try bundle(tx, team, version.number, version.digest))
    }

    /// The bundle with this number, whose digest has just been read.
    static func bundle(_ tx: Transaction, _ team: TeamContext, _ number: Int, _ digest: Digest) throws -> PolicyBundle {
        if let bundle = parsed.withLock({ $0[digest] }) { return bundle }
        let files = try PolicyFileTexts.load(tx, team, number: number).mapValues { Array($0.utf8) }
        let bundle: PolicyBundle
        do {
            bundle = try PolicyBundleReader.read(files)
        } catch {
            throw Failure(
                .internalError,
                "policy version \(number) of team \(team.name) cannot be read any more: \(error.all.count) problems"
            )
        }
        // Whoever can write to the table could pair files with the digest of others; never trust such a pair.
        guard bundle.digest == digest else {
            throw Failure(
                .internalError, "the files of policy version \(number) of team \(team.name) were tampered with")
        }
        parsed.withLock { cache in
            if cache.count >= cacheLimit { cache.removeAll() }
            cache[digest] = bundle
        }
        return bundle
    }
}

/// The files of an enacted bundle, as they were handed in.
enum PolicyFileTexts {
    static func load(_ tx: Transaction, _ team: TeamContext, number: Int) throws -> [String: String] {
        let files = try tx.one(PolicyFiles(team: team.id, number: number))
        return (files.object ?? [:]).compactMapValues(\.string)
    }
}
