import Domain

/// When a rule speaks: refusals are told in this order, what stands in the way for good before what is left to do.
package enum ReviewPhase: Int, Sendable, CaseIterable, Comparable {
    /// May this person judge this output?
    case standing
    /// Can this output be reviewed as it is?
    case item
    case coverage
    case pace
    case answers
    case anchors
    case findings
    case statement

    package static func < (left: ReviewPhase, right: ReviewPhase) -> Bool { left.rawValue < right.rawValue }
}

/// Something recorded with an accepted verdict that calls for another look; never a refusal, never a penalty.
package struct ReviewFlag: Hashable, Sendable {
    package enum Code: String, Sendable, CaseIterable, Codable {
        case readFast = "read_fast"
    }

    package let code: Code
    package let message: String
    package let detail: [String: JSON]
}

/// One rule of a review. A new rule is one file in `Rules`, one line of `ReviewRules.all` and its cases.
package protocol ReviewRule: Sendable {
    /// Stable name, in kebab case: what docs and cases call it.
    var id: String { get }
    /// The codes it can refuse with; empty for a rule that only flags.
    var codes: [FailureCode] { get }
    var phase: ReviewPhase { get }
    /// What it demands, in one sentence for people: the reference documentation is made of these.
    var doc: String { get }

    func applies(to verdict: Verdict) -> Bool
    /// What stands against the verdict; each says what, where and what to do next.
    func refusals(_ facts: ReviewFacts) -> [Failure]
    func flags(_ facts: ReviewFacts) -> [ReviewFlag]
}

extension ReviewRule {
    /// Most rules guard approval only: rejecting is always cheaper than approving.
    package func applies(to verdict: Verdict) -> Bool { verdict == .approve }
    package func refusals(_ facts: ReviewFacts) -> [Failure] { [] }
    package func flags(_ facts: ReviewFacts) -> [ReviewFlag] { [] }
}
