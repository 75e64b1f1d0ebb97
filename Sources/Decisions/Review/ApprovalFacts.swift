import Domain

/// A verdict as recorded.
package struct RecordedVerdict: Sendable {
    package var id: String
    package var personID: String
    package var verdict: Verdict
    package var state: BoundState
    package var decidedAtMilliseconds: Int
    /// When it was used to release or execute; matters where an approval is single use.
    package var usedAtMilliseconds: Int?
    /// Whether the stored digest equals that of the payload computed again from the rows.
    package var isIntact: Bool

    package init(
        id: String, personID: String, verdict: Verdict, state: BoundState, decidedAtMilliseconds: Int,
        usedAtMilliseconds: Int? = nil, isIntact: Bool
    ) {
        self.id = id
        self.personID = personID
        self.verdict = verdict
        self.state = state
        self.decidedAtMilliseconds = decidedAtMilliseconds
        self.usedAtMilliseconds = usedAtMilliseconds
        self.isIntact = isIntact
    }
}

/// How things stand now, as loaded under the row lock of the transaction that releases or executes.
package struct ApprovalFacts: Sendable {
    package var state: BoundState
    package var risk: Risk
    package var settings: ReviewSettings
    package var nowMilliseconds: Int
    /// All verdicts on the output, oldest first.
    package var verdicts: [RecordedVerdict]
    /// The standing of each person with a verdict, now. Someone who is not in here any more does not count.
    package var standings: [String: ReviewerStanding]
    package var findings: [FindingFacts]
    /// What OWNERS demands, and who the people with a verdict are to it.
    package var demands: [Quorum.OwnerDemand]
    package var people: [String: PersonFacts]

    package init(
        state: BoundState, risk: Risk, settings: ReviewSettings, nowMilliseconds: Int, verdicts: [RecordedVerdict],
        standings: [String: ReviewerStanding], findings: [FindingFacts], demands: [Quorum.OwnerDemand] = [],
        people: [String: PersonFacts] = [:]
    ) {
        self.state = state
        self.risk = risk
        self.settings = settings
        self.nowMilliseconds = nowMilliseconds
        self.verdicts = verdicts
        self.standings = standings
        self.findings = findings
        self.demands = demands
        self.people = people
    }
}
