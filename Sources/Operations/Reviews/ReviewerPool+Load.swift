import Decisions
import Domain

extension ReviewerPool {
    /// On average for each of them. From here on the bottleneck is people, and whoever dispatches should know.
    static let busyMinutes: Int64 = 30

    /// How much those have to read first who will be asked to review: by the planned time of what they have been asked for.
    /// Nil while they have room.
    func busyNotice(for quorum: Quorum) -> String? {
        let eligible = eligible(for: quorum)
        // Owners come first; anybody else is asked only where they are not enough.
        let owners = eligible.filter { member in quorum.demands.contains { $0.count > 0 && $0.names(member.person) } }
        let asked = owners.isEmpty ? eligible : owners
        let total = asked.map(\.openMilliseconds).reduce(0, +)
        guard !asked.isEmpty, total >= Self.busyMinutes * 60_000 * Int64(asked.count) else { return nil }
        let queues = asked.map { member in
            let outputs = member.openReviews == 1 ? "1 output" : "\(member.openReviews) outputs"
            return "\(outputs) (about \(member.openMilliseconds / 60_000) minutes) for \(member.person.login)"
        }
        return "reviewers are busy; before this one wait " + queues.joined(separator: ", ")
    }
}
