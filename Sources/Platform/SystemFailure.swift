import Domain
import Glibc

extension Failure {
    /// What the operating system refused, in a sentence: `what` says what was tried, `remedy` what to do about it.
    package static func system(_ what: String, errno number: Int32, remedy: String? = nil) -> Failure {
        let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        let isFull = number == ENOSPC || number == EDQUOT
        let advice = remedy ?? (isFull ? "free some space" : nil)
        return Failure(
            isFull ? .storageFull : .unavailable, "\(what): \(reason)" + (advice.map { "; \($0)" } ?? ""))
    }
}
