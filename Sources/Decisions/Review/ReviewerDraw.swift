import Domain

/// Who of the eligible is asked to review. The same people look at a later version, because a blocking finding is closed
/// by its author only and because they know the work. From risk `shared` up the rest is drawn at random, so that nobody
/// can arrange for a friend; below, the one with the fewest open reviews comes first, ties at random.
package struct ReviewerDraw: Sendable {
    package struct Candidate: Hashable, Sendable {
        package let person: PersonFacts
        package let openReviews: Int
        /// Whether they reviewed an earlier version, or have a blocking finding open on it.
        package let knowsTheWork: Bool

        package init(person: PersonFacts, openReviews: Int, knowsTheWork: Bool) {
            self.person = person
            self.openReviews = openReviews
            self.knowsTheWork = knowsTheWork
        }
    }

    /// In the order in which they were chosen.
    package let chosen: [PersonFacts]
    /// What the quorum needs that nobody among the candidates can give; empty when it can be met.
    package let missing: [Reason]

    /// - Parameters:
    ///   - candidates: eligible, and not asked yet.
    ///   - asked: eligible people who have been asked already, and whose answer may still count.
    package static func draw(
        from candidates: [Candidate], asked: [PersonFacts], for quorum: Quorum,
        using random: inout some RandomNumberGenerator
    ) -> ReviewerDraw {
        choose(from: ordered(candidates, quorum.risk, &random), asked: asked, for: quorum)
    }

    /// The same of candidates who come in the order in which they are to be asked.
    static func choose(
        from candidates: [Candidate], asked: [PersonFacts] = [], for quorum: Quorum
    ) -> ReviewerDraw {
        var left = candidates
        var chosen = left.filter(\.knowsTheWork).map(\.person)
        left.removeAll(where: \.knowsTheWork)
        func people() -> [PersonFacts] { asked + chosen }
        for demand in quorum.demands {
            while case let open = demand.open(after: people()), open > 0 {
                // Whoever acts for an owner who is among them already adds nothing.
                guard let owner = left.firstIndex(where: { demand.open(after: people() + [$0.person]) < open })
                else { break }
                chosen.append(left.remove(at: owner).person)
            }
        }
        while case let open = quorum.open(after: people()), open > 0 {
            guard let next = left.firstIndex(where: { quorum.open(after: people() + [$0.person]) < open }) else {
                break
            }
            chosen.append(left.remove(at: next).person)
        }
        return ReviewerDraw(chosen: chosen, missing: quorum.missing(after: people()))
    }

    private static func ordered(
        _ candidates: [Candidate], _ risk: Risk, _ random: inout some RandomNumberGenerator
    ) -> [Candidate] {
        // The order they came in must not show through ties: shuffle, then sort by load without losing the shuffle.
        let shuffled = candidates.shuffled(using: &random)
        guard risk < .shared else { return shuffled }
        return shuffled.enumerated()
            .sorted { ($0.element.openReviews, $0.offset) < ($1.element.openReviews, $1.offset) }.map(\.element)
    }
}
