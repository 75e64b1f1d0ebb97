import API
import Decisions
import Domain
import Formats
import Store

/// Makes a bundle the team's policy. It must be valid, and its own cases must hold. What runs already pinned the one
/// before and keeps it.
package enum EnactPolicy {
    /// Handing in the bundle that is in force answers with it and changes nothing.
    package static func run(_ team: TeamContext, _ input: BundleRequest) throws -> BundleView {
        let bundle = try validated(input)
        return try team.change { change in
            let current = try change.tx.first(CurrentPolicyVersion(team: team.id))
            if let current, current.digest == bundle.digest {
                return BundleView(current, files: input.files)
            }
            let number = (current?.number ?? 0) + 1
            guard let person = team.personID else { throw Failure(.notHuman, "only a person can enact a policy") }
            try change.tx.insertNext(
                InsertPolicyBundle(
                    team: team.id, number: number, digest: bundle.digest,
                    files: .object(input.files.mapValues(JSON.string)), note: input.note ?? "", enactedBy: person,
                    at: change.tx.startedAt))
            try change.record(
                "policy_enacted", "policy:\(number)",
                ["digest": .string(bundle.digest.description), "number": .integer(Int64(number))])
            guard let enacted = try change.tx.first(PolicyVersion(team: team.id, number: number)) else {
                throw Failure.missing("policy version", String(number))
            }
            return BundleView(enacted, files: input.files)
        }
    }

    private static func validated(_ input: BundleRequest) throws -> PolicyBundle {
        let bundle: PolicyBundle
        do {
            bundle = try PolicyBundleReader.read(input.files.mapValues { Array($0.utf8) })
        } catch {
            throw error.failure(.invalidBundle)
        }
        let failed = bundle.test().results.filter { !$0.passed }
        guard let first = failed.first else { return bundle }
        throw Failure(
            .invalidBundle,
            "\(failed.count) of the bundle's own cases fail, first \(first.policyCase.name): "
                + "\(first.differences.joined(separator: "; ")); see `countersign policy test`",
            detail: ["cases": .array(failed.map { .string($0.policyCase.name) })])
    }
}

extension BundleView {
    init(_ row: CurrentPolicyVersion.Row, files: [String: String]) {
        self.init(
            number: row.number, digest: row.digest, enactedBy: row.enactedBy, enactedAt: row.enactedAt, note: row.note,
            files: files)
    }
}
