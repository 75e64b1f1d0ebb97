import Domain

/// What the server knows about the reading of one chunk in one review.
package struct ChunkFacts: Sendable {
    package var chunk: Chunk
    /// Proved by the server (a pure move, formatting only, a reproduced generated file), never claimed by an author.
    package var isExempt: Bool
    /// The place in the order of first serving, from 1; nil if its bytes were never served in this review.
    package var servedOrder: Int?
    /// By a receipt that `ReceiptCheck` let pass.
    package var isAcknowledged: Bool
    /// What the attention clock credited.
    package var creditedMilliseconds: Int
    /// Nobody can have read it in less; a team's policy may ask for more than the standard.
    package var refuseMilliseconds: Int

    package init(
        chunk: Chunk, isExempt: Bool = false, servedOrder: Int?, isAcknowledged: Bool, creditedMilliseconds: Int,
        refuseMilliseconds: Int = 0
    ) {
        self.chunk = chunk
        self.isExempt = isExempt || chunk.chunkClass == .machineVerified
        self.servedOrder = servedOrder
        self.isAcknowledged = isAcknowledged
        self.creditedMilliseconds = creditedMilliseconds
        self.refuseMilliseconds = refuseMilliseconds
    }

    package var isSlowEnough: Bool { creditedMilliseconds >= refuseMilliseconds }
}

/// What a rejection rests on: one place, or what is missing; and whose doing it was.
package struct Rejection: Hashable, Sendable {
    package var anchor: Anchor?
    /// "The limits section".
    package var absence: String
    package var cause: FindingCause?

    package init(anchor: Anchor? = nil, absence: String = "", cause: FindingCause?) {
        self.anchor = anchor
        self.absence = absence
        self.cause = cause
    }
}

/// Everything that the rules may look at, as loaded in the transaction that records the verdict.
package struct ReviewFacts: Sendable {
    package var risk: Risk
    package var settings: ReviewSettings
    package var reviewer: ReviewerStanding
    package var criteria: [ReviewCriterion]
    /// All chunks of the output version, in manifest order.
    package var chunks: [ChunkFacts]
    /// The text of each chunk that an anchor names, by index. A chunk without text here cannot be quoted.
    package var texts: [Int: String]
    package var responses: [CriterionResponse]
    /// All findings on this output, by anybody.
    package var findings: [FindingFacts]
    package var rejection: Rejection?
    package var statement: String
    /// Granted by an admin (screen reader, low vision, other language): the pace is not judged.
    package var isPaceExempt: Bool

    package init(
        risk: Risk, settings: ReviewSettings, reviewer: ReviewerStanding, criteria: [ReviewCriterion],
        chunks: [ChunkFacts],
        texts: [Int: String], responses: [CriterionResponse], findings: [FindingFacts], rejection: Rejection? = nil,
        statement: String = "", isPaceExempt: Bool = false
    ) {
        self.risk = risk
        self.settings = settings
        self.reviewer = reviewer
        self.criteria = criteria
        self.chunks = chunks
        self.texts = texts
        self.responses = responses
        self.findings = findings
        self.rejection = rejection
        self.statement = statement
        self.isPaceExempt = isPaceExempt
    }

    /// What has to be read.
    var required: [ChunkFacts] { chunks.filter { !$0.isExempt } }

    /// What can be quoted, in the order it was served.
    var quotable: [ChunkFacts] {
        required.filter { $0.chunk.isQuotable }
            .sorted { ($0.servedOrder ?? .max, $0.chunk.index) < ($1.servedOrder ?? .max, $1.chunk.index) }
    }

    func chunk(_ index: Int) -> Chunk? { chunks.first { $0.chunk.index == index }?.chunk }

    /// Every anchor of this review's answers.
    var anchors: [Anchor] { responses.flatMap(\.anchors) }
}
