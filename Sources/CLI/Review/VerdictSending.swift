import API
import Domain

/// Sends a verdict on the content that was read. A refusal comes with everything that stands in the way, each on a line
/// of its own, so that nobody comes back five times.
enum VerdictSending {
    static func send(_ request: VerdictRequest, _ session: ReviewSession, _ invocation: Invocation) throws {
        let view: VerdictView
        do throws(Failure) {
            view = try session.decide(request)
        } catch {
            let refusals = refusals(error)
            guard !refusals.isEmpty else { throw error }
            let count = refusals.count == 1 ? "one thing is" : "\(refusals.count) things are"
            invocation.warn("countersign: not recorded; \(count) in the way:")
            for (code, message) in refusals {
                for line in ReviewText.missing(code, message, review: session.review) { invocation.warn(line) }
            }
            throw Ended(.refused)
        }
        try invocation.confirm(view, confirmation(view, invocation))
    }

    private static func confirmation(_ view: VerdictView, _ invocation: Invocation) -> Text {
        let end = view.expiresAt.map { ", until \(invocation.time($0))" } ?? ""
        let flags = view.flags.isEmpty ? "" : " Noted: \(view.flags.joined(separator: ", "))."
        return
            "Verdict \(view.verdict.rawValue, .bold) recorded\(end); the output is \(view.reviewState.rawValue, view.reviewState.style).\(flags)"
    }

    /// Every refusal with its code; for a refusal without a list, itself.
    private static func refusals(_ failure: Failure) -> [(code: String, message: String)] {
        let listed = (failure.detail["refusals"]?.array ?? []).compactMap { refusal in
            refusal["code"]?.string.flatMap { code in refusal["message"]?.string.map { (code, $0) } }
        }
        if !listed.isEmpty { return listed }
        return failure.code.kind == .refused ? [(failure.code.rawValue, failure.message)] : []
    }
}
