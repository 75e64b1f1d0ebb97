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
    /// What it is about, for what to do next.
    package struct Output: Sendable {
        package let id: String
        package let runID: String
        package let reviewState: ReviewState

        package init(id: String, runID: String, reviewState: ReviewState) {
            self.id = id
            self.runID = runID
            self.reviewState = reviewState
        }
    }

    package var output: Output
    package var state: BoundState
    /// What the policy demands for this output now.
    package var quorum: Quorum
    package var nowMilliseconds: Int
    /// All verdicts on the output, oldest first.
    package var verdicts: [RecordedVerdict]
    /// The standing of each person with a verdict, now, but for those for whom they acted: until the verdict. Someone who is not in here any more does not count.
    package var standings: [String: ReviewerStanding]
    /// What policy knows about them, by person, for owners' demands.
    package var people: [String: PersonFacts]
    package var findings: [FindingFacts]

    package init(
        output: Output, state: BoundState, quorum: Quorum, nowMilliseconds: Int, verdicts: [RecordedVerdict],
        standings: [String: ReviewerStanding], people: [String: PersonFacts], findings: [FindingFacts]
    ) {
        self.output = output
        self.state = state
        self.quorum = quorum
        self.nowMilliseconds = nowMilliseconds
        self.verdicts = verdicts
        self.standings = standings
        self.people = people
        self.findings = findings
    }
}
