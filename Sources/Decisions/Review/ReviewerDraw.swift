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
        /// Whether a review of this version has been passed on from them: they are asked again where nobody else is left.
        package let wasLate: Bool

        package init(person: PersonFacts, openReviews: Int, knowsTheWork: Bool, wasLate: Bool = false) {
            self.person = person
            self.openReviews = openReviews
            self.knowsTheWork = knowsTheWork
            self.wasLate = wasLate
        }
    }

    /// In the order in which they were chosen.
    package let chosen: [PersonFacts]
    /// What the quorum needs that nobody among the candidates can give; empty when it can be met.
    package let missing: [Reason]

    /// - Parameters:
    ///   - candidates: eligible, and not asked yet, or asked in vain.
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
        var chosen = candidates.filter { $0.knowsTheWork && !$0.wasLate }.map(\.person)
        func people() -> [PersonFacts] { asked + chosen }
        // Whoever helps most comes first: an owner whom two lines name leaves one person less to ask.
        func ask(_ group: [Candidate], while open: ([PersonFacts]) -> Int) {
            var left = group.map(\.person).filter { !chosen.contains($0) }
            while case let now = open(people()), now > 0 {
                let after = left.map { open(people() + [$0]) }
                guard let least = after.min(), least < now, let best = after.firstIndex(of: least) else { return }
                chosen.append(left.remove(at: best))
            }
        }
        let groups = [candidates.filter { !$0.wasLate }, candidates.filter(\.wasLate)]
        for group in groups {
            ask(group) { people in quorum.demands.reduce(0) { $0 + $1.open(after: people) } }
        }
        for group in groups { ask(group, while: quorum.open) }
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
