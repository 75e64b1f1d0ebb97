import API
import Decisions
import Domain
import Formats
import Store
import Synchronization

/// Reads bundles that somebody hands in, with all that only the service knows about them.
enum ReadBundle {
    /// Each case asks each rule: more would keep everybody waiting.
    static let answerLimit = 500_000

    private static let zones = Mutex<[String]?>(nil)

    /// Throws every problem, as `PolicyBundleReader` finds them.
    static func read(
        _ team: TeamContext, _ files: [String: String], surroundings: PolicySurroundings? = nil
    ) throws -> PolicyBundle {
        let bundle = try PolicyBundleReader.read(
            files.mapValues { Array($0.utf8) }, zones: knownZones(team), surroundings: surroundings)
        let (cases, rules) = (bundle.cases.count, bundle.rules.count)
        guard cases * rules <= answerLimit else {
            throw Problems(
                Problem(
                    file: bundle.cases[0].place.file, line: 1, column: 1,
                    message: "\(cases) cases ask \(rules) rules, which is more than \(answerLimit) answers: "
                        + "leave out cases that say the same"))
        }
        return bundle
    }

    /// The same; throws `invalid_bundle`.
    static func valid(_ team: TeamContext, _ files: [String: String]) throws -> PolicyBundle {
        do {
            return try read(team, files)
        } catch let problems as Problems {
            throw problems.failure(.invalidBundle)
        }
    }

    /// The same as `read`, and what is to be said of it here and now: whom it names, and whether they are there.
    static func remarked(
        _ team: TeamContext, _ files: [String: String]
    ) throws -> (bundle: PolicyBundle, remarks: [Problem]) {
        let people = try team.read { try $0.all(TeamSigners(team: team.id)) }
        let bundle = try read(
            team, files, surroundings: PolicySurroundings(people: people, executors: team.services.executors.names))
        return (bundle, bundle.remarks(for: people))
    }

    /// The same of a bundle that is to come into force: its own cases must hold.
    static func enactable(_ team: TeamContext, _ files: [String: String]) throws -> PolicyBundle {
        let bundle = try valid(team, files)
        let failed = bundle.test().results.filter { !$0.passed }
        guard let first = failed.first else { return bundle }
        throw Failure(
            .invalidBundle,
            "\(failed.count) of the bundle's own cases \(failed.count == 1 ? "fails" : "fail"), first \(first.policyCase.name): "
                + "\(first.differences.joined(separator: "; ")); see `countersign policy test`",
            detail: ["cases": .array(failed.map { .string($0.policyCase.name) })])
    }

    /// Asked once a process: the database reads a file for each.
    private static func knownZones(_ team: TeamContext) throws -> [String] {
        if let known = zones.withLock({ $0 }) { return known }
        let known = try team.read { try $0.all(ZoneNames()) }
        zones.withLock { $0 = known }
        return known
    }
}
