import Domain
import Testing

@Suite struct BindingTests {
    private static func digest(_ text: String) -> Digest { Digest.of(text) }

    private static let state = BoundState(
        contentDigest: digest("content"), manifestRoot: digest("manifest"), criteriaDigest: digest("criteria"),
        policyDigest: digest("policy"), actionDigest: digest("action"), targetStateDigest: digest("target"))

    private static let binding = VerdictBinding(
        teamID: "team_1", reviewID: "rev_1", personID: "per_1", verdict: .approve, risk: .shared, outputID: "out_1",
        outputVersion: 3, state: state, coverageDigest: digest("coverage"), findingsDigest: digest("findings"),
        meaning: "I read all of it and it meets its criteria.", startedAtMilliseconds: 1, decidedAtMilliseconds: 2,
        nonce: "n")

    /// The stored form: whatever changes here makes every recorded verdict unverifiable.
    @Test func thePayloadIsStable() {
        func hex(_ text: String) -> String { "sha256:" + Digest.of(text).hex }
        let text =
            "{\"action_digest\":\"\(hex("action"))\",\"content_digest\":\"\(hex("content"))\",\"coverage_digest\":\"\(hex("coverage"))\","
            + "\"criteria_digest\":\"\(hex("criteria"))\",\"decided_at_ms\":2,\"findings_digest\":\"\(hex("findings"))\","
            + "\"manifest_root\":\"\(hex("manifest"))\",\"meaning\":\"I read all of it and it meets its criteria.\","
            + "\"nonce\":\"n\",\"output\":\"out_1\",\"person\":\"per_1\",\"policy_digest\":\"\(hex("policy"))\","
            + "\"purpose\":\"countersign/verdict/v1\",\"review\":\"rev_1\",\"risk\":\"shared\",\"started_at_ms\":1,"
            + "\"target_state_digest\":\"\(hex("target"))\",\"team\":\"team_1\",\"verdict\":\"approve\",\"version\":3}"
        #expect(Self.binding.payload.canonical == text)
        #expect(Self.binding.digest == Digest.of(text))
    }

    @Test(
        arguments: [
            { $0.purpose = "x" }, { $0.teamID = "x" }, { $0.reviewID = "x" }, { $0.personID = "x" },
            { $0.verdict = .changes }, { $0.risk = .routine }, { $0.outputID = "x" }, { $0.outputVersion = 4 },
            { $0.state.contentDigest = digest("x") }, { $0.state.manifestRoot = digest("x") },
            { $0.state.criteriaDigest = digest("x") }, { $0.state.policyDigest = digest("x") },
            { $0.state.actionDigest = nil }, { $0.state.targetStateDigest = digest("x") },
            { $0.coverageDigest = digest("x") }, { $0.findingsDigest = digest("x") }, { $0.meaning = "x" },
            { $0.startedAtMilliseconds = 0 }, { $0.decidedAtMilliseconds = 3 }, { $0.nonce = "m" },
        ] as [@Sendable (inout VerdictBinding) -> Void])
    func everyPartCounts(change: @Sendable (inout VerdictBinding) -> Void) {
        var changed = Self.binding
        change(&changed)
        #expect(changed.digest != Self.binding.digest)
    }

    @Test func whatChangedIsNamed() {
        var current = Self.state
        #expect(Self.state.changes(to: current) == [])
        current.criteriaDigest = Self.digest("x")
        current.targetStateDigest = nil
        #expect(Self.state.changes(to: current) == ["the success criteria", "the target"])
        current = Self.state
        current.manifestRoot = Self.digest("x")
        current.policyDigest = Self.digest("x")
        current.actionDigest = Self.digest("x")
        #expect(Self.state.changes(to: current) == ["the output", "the policy", "the action"])
    }

    @Test func theContentDigestIsOfASet() {
        let (one, two) = (("a.md", Self.digest("1")), ("b.md", Self.digest("2")))
        #expect(Manifest.contentDigest([one, two]) == Manifest.contentDigest([two, one]))
        #expect(Manifest.contentDigest([one, two]) != Manifest.contentDigest([("a.md", two.1), ("b.md", one.1)]))
        // Two paths that look the same are two paths.
        let composed = Manifest.contentDigest([("\u{E9}", one.1)])
        #expect(composed != Manifest.contentDigest([("e\u{301}", one.1)]))
    }

    @Test(
        arguments: [
            (nil, true), (FindingFacts.Closure(personID: "per_a", version: 2), false),
            (.init(personID: "per_x", version: 2), true),
            (.init(personID: "per_a", version: 1), true),
        ] as [(FindingFacts.Closure?, Bool)])
    func whoClosesAFinding(closure: FindingFacts.Closure?, isOpen: Bool) {
        let finding = FindingFacts(
            id: "fnd_1", authorID: "per_a", authorName: "Ada", title: "wrong sum", isBlocking: true, version: 1,
            closure: closure)
        #expect(finding.isOpen == isOpen)
    }
}
