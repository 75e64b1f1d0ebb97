import Domain

/// Which reviews would have found too few people with room: work comes in the order of time, each piece goes to those who have
/// least to do. Nobody has more than `openLimit` reviews at once, or approves more than `hourlyLimit` within an hour at risk
/// `shared` and above: who is asked for more stops reading.
package struct ReviewLoad {
    package static let openLimit = 5
    package static let hourlyLimit = 6
    private static let leastCountedRisk = Risk.shared

    /// An output that a bundle wants reviewed.
    package struct Work: Sendable {
        package let id: String
        /// The template, for people.
        package let title: String
        /// Those are asked whom the assignment of a review would choose.
        package let quorum: Quorum
        /// Who could; where they are too few however much room they have, that is somebody else's concern.
        package let people: [PersonFacts]
        package let from: Timestamp
        /// When it was off the desks in reality; nil if it never was.
        package let to: Timestamp?

        package init(
            id: String, title: String, quorum: Quorum, people: [PersonFacts], from: Timestamp, to: Timestamp?
        ) {
            self.id = id
            self.title = title
            self.quorum = quorum
            self.people = people
            self.from = from
            self.to = to
        }

        /// When it counts for the limit of an hour; nil if it does not.
        fileprivate var approvedAt: Timestamp? { quorum.risk < leastCountedRisk ? nil : to }

        /// - Parameter people: whoever has room, in the order in which they are to be asked.
        fileprivate func draw(from people: [PersonFacts]) -> ReviewerDraw {
            ReviewerDraw.choose(
                from: people.map { ReviewerDraw.Candidate(person: $0, openReviews: 0, knowsTheWork: false) },
                for: quorum)
        }
    }

    /// By person.
    private var taken: [String: [Work]] = [:]

    /// What would have found too few people with room for it, and why, in the order of time.
    package static func excess(of works: [Work]) -> [(work: Work, reasons: [String])] {
        var load = ReviewLoad()
        return works.sorted { ($0.from, $0.id) < ($1.from, $1.id) }.compactMap { work in
            let reasons = load.take(work)
            return reasons.isEmpty ? nil : (work, reasons)
        }
    }

    private mutating func take(_ work: Work) -> [String] {
        guard work.draw(from: work.people).missing.isEmpty else { return [] }
        let full = work.people.compactMap { fullness(of: $0, for: work) }
        let free = work.people.filter { fullness(of: $0, for: work) == nil }
            .sorted { (open($0, work.from), $0.login) < (open($1, work.from), $1.login) }
        let draw = work.draw(from: free)
        for person in draw.chosen { taken[person.id, default: []].append(work) }
        return draw.missing.isEmpty ? [] : draw.missing.map { "nobody with room: \($0.lack)" } + full
    }

    private func open(_ person: PersonFacts, _ time: Timestamp) -> Int {
        taken[person.id, default: []].count { work in work.to.map { $0 > time } ?? true }
    }

    /// Nil for who has room.
    private func fullness(of person: PersonFacts, for work: Work) -> String? {
        let open = open(person, work.from)
        if open >= Self.openLimit { return "\(person.login) has \(open) open" }
        guard let approvedAt = work.approvedAt else { return nil }
        let approvals = (taken[person.id, default: []].compactMap(\.approvedAt) + [approvedAt]).sorted()
        let isTooMuch = zip(approvals, approvals.dropFirst(Self.hourlyLimit)).contains { $1 < $0 + 3600 }
        return isTooMuch ? "\(person.login) approves \(Self.hourlyLimit) within the hour" : nil
    }
}
