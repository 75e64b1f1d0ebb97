import API
import Domain

/// Sentences about reviews that several commands share.
enum ReviewText {
    static func reading(_ review: ReviewView) -> Text {
        let unread = review.chunks.count { !$0.isRead }
        let fast = review.chunks.count { $0.isRead && !$0.isSlowEnough }
        let style: Style = unread + fast == 0 ? .good : .waiting
        return "\(PartNames.unread(unread), style)\(fast > 0 ? ", \(fast) read faster than anybody reads" : "")"
    }

    /// What stands against an approval, each with its code and what to type.
    static func missing(_ code: String, _ message: String, review: String) -> [Text] {
        ["  \(code, .waiting): \(message)"] + (command(code, review).map { ["    \($0, .link)"] } ?? [])
    }

    /// With the numbers by which findings name them.
    static func constraints(_ review: ReviewView) -> [String] {
        review.constraints.enumerated().map { "\($0 + 1). \($1)" }
    }

    /// What of the template a finding is about, after a word for it: `, criterion all`.
    static func subject(_ criterion: String?, _ line: TemplateLineView?) -> String {
        let constraint = line?.constraint.map { ", constraint \($0)" } ?? ""
        return (criterion.map { ", criterion \($0)" } ?? "") + constraint
            + (line.map { ", \($0.file):\($0.line)" } ?? "")
    }

    /// A quotation with its place.
    static func quotation(_ anchor: AnchorView) -> Text { "\(PartNames.place(anchor)): “\(anchor.quotation)”" }

    private static func command(_ code: String, _ review: String) -> String? {
        switch FailureCode(rawValue: code) {
        case .coverageIncomplete, .paceImplausible, .receiptInvalid: "countersign review read \(review)"
        case .criteriaOpen, .anchorNotFound, .anchorRange, .anchorShort, .anchorWeak, .anchorControl,
            .anchorNarrative, .anchorSpread:
            "countersign review answer \(review) CRITERION ANSWER --quote TEXT"
        case .findingOpen: "countersign finding close FINDING"
        case .stale, .wrongState: "countersign inbox"
        default: nil
        }
    }
}
