import API
import Decisions
import Domain
import Store

extension EffectiveApproval {
    /// Whether the latest version of an output may be used now, and if not, every reason. Whoever acts on it holds the
    /// output's row lock (`LockOutput`), so that no version, verdict or release comes in between.
    ///
    /// Throws `not_found` for an output that this team does not have.
    package static func compute(_ tx: Transaction, _ team: TeamContext, outputID: String) throws -> ApprovalView {
        let facts = try facts(tx, team, outputID: outputID)
        let (approvals, needed) = tally(facts)
        switch compute(facts) {
        case .effective(_, let expires):
            return ApprovalView(
                isEffective: true, approvals: approvals, needed: needed, reasons: [],
                expiresAt: Timestamp(microsecondsSince1970: Int64(expires) * 1_000))
        case .ineffective(let failures):
            return ApprovalView(
                isEffective: false, approvals: approvals, needed: needed, reasons: failures.map(\.message))
        }
    }

    /// The reviews whose approval of the latest version counts now.
    static func counted(_ tx: Transaction, _ team: TeamContext, outputID: String) throws -> Set<String> {
        Set(weigh(try facts(tx, team, outputID: outputID)).counted.map(\.id))
    }

    /// What `compute` judges by.
    static func facts(_ tx: Transaction, _ team: TeamContext, outputID: String) throws -> ApprovalFacts {
        guard let number = try tx.first(LatestVersion(team: team.id, output: outputID)),
            let version = try tx.first(ReviewedVersion(team: team.id, output: outputID, number: number))
        else { throw Failure.missing("output", outputID) }
        let (files, chunks, policyRows, definition) = try tx.all(
            VersionFiles(team: team.id, output: outputID, number: number),
            ChunkDigests(team: team.id, output: outputID, number: number),
            PoliciesOfRun(team: team.id, pinned: version.policyNumber),
            TemplateDefinition(team: team.id, template: version.template, number: version.templateVersion))
        let policies = try RunPolicies(tx, team, pinned: version.policyNumber, policyRows)
        let policy = ReviewPolicy(policies, risk: version.risk, files: files)
        let template = try StoredTemplate.parse(try definition.one())
        // From the rows of now, not from what the version says of itself.
        let state = BoundState(
            contentDigest: Manifest.contentDigest(files.map { ($0.path, $0.digest) }),
            manifestRoot: Manifest.root(ofDigests: chunks), criteriaDigest: template.criteriaDigest,
            policyDigest: policy.digest)
        let involvements = try Involvements.load(tx, team, version)
        let pool = try ReviewerPool.load(tx, team, involvements, since: version.dispatchedAt)
        let (uses, verdictRows, findings, reviews) = try tx.all(
            FirstUse(team: team.id, output: outputID, number: number),
            VerdictsOnVersion(team: team.id, output: outputID, number: number),
            FindingsOnOutput(team: team.id, output: outputID), ReviewsOfOutput(team: team.id, output: outputID))
        let signers = ApprovingPeople(
            pool: pool, verdicts: verdictRows, reviews: reviews.filter { $0.version == number })
        let quorum = policy.quorum.filled(from: signers.owners)
        let reviewers = signers.people.filter(quorum.mayReview)
        return ApprovalFacts(
            output: .init(id: outputID, runID: version.runID, reviewState: version.reviewState), state: state,
            quorum: quorum, nowMilliseconds: Int(pool.now.millisecondsSince1970),
            verdicts: try verdicts(verdictRows, firstUse: uses.one(), tx, team, outputID, number, state),
            standings: byID(reviewers) {
                pool.standing(of: $0.id, given: signers.verdict(of: $0)?.givenAt)
            },
            people: byID(reviewers) { $0 },
            findings: findings.map(FindingFacts.init))
    }

    private static func byID<Value>(_ people: [PersonFacts], _ value: (PersonFacts) -> Value) -> [String: Value] {
        Dictionary(people.map { ($0.id, value($0)) }, uniquingKeysWith: { first, _ in first })
    }

    private static func verdicts(
        _ rows: [VerdictsOnVersion.Row], firstUse: Timestamp?, _ tx: Transaction, _ team: TeamContext,
        _ outputID: String, _ number: Int, _ current: BoundState
    ) throws -> [RecordedVerdict] {
        try rows.map { row in
            let payload = try? JSON(text: row.payload)
            let coverage = VerdictEvidence.coverageDigest(try LoadedReading.chunks(tx, team, review: row.review))
            let names: [String: JSON] = [
                "purpose": .string(VerdictBinding.purpose), "team": .string(team.id), "review": .string(row.review),
                "person": .string(row.person), "verdict": .string(row.verdict.rawValue),
                "output": .string(outputID), "version": .integer(Int64(number)),
                "coverage_digest": .string(coverage.description),
            ]
            let isIntact = Digest.of(row.payload) == row.digest && names.allSatisfy { payload?[$0] == $1 }
            return RecordedVerdict(
                id: row.review, personID: row.person, verdict: row.verdict,
                state: try boundState(payload, tx, team, current),
                decidedAtMilliseconds: Int(row.givenAt.millisecondsSince1970),
                usedAtMilliseconds: firstUse.flatMap { use in
                    use > row.givenAt ? Int(use.millisecondsSince1970) : nil
                },
                isIntact: isIntact)
        }
    }

    /// What the payload binds. An approval under an earlier policy of this team is not stale for that: what a stricter one
    /// asks for more is counted (`ReviewPolicy`), what a weaker one asks for less does not matter.
    private static func boundState(
        _ payload: JSON?, _ tx: Transaction, _ team: TeamContext, _ current: BoundState
    ) throws -> BoundState {
        func digest(_ name: String) -> Digest? { payload?[name]?.string.flatMap { Digest($0) } }
        let nothing = Digest.of("")
        let policy = digest("policy_digest") ?? nothing
        let isOurs = try tx.first(PolicyWasEnacted(team: team.id, digest: policy)) != nil
        return BoundState(
            contentDigest: digest("content_digest") ?? nothing, manifestRoot: digest("manifest_root") ?? nothing,
            criteriaDigest: digest("criteria_digest") ?? nothing,
            policyDigest: isOurs ? current.policyDigest : policy)
    }
}
