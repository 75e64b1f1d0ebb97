import Domain

/// What would have been on people's desks: work comes in the order of time, each piece goes to those who have least to
/// do. Nobody has more than `openLimit` pieces at once or says yes to more than `hourlyLimit` within an hour: who is asked
/// for more stops reading.
package struct ReviewLoad {
    package static let openLimit = 5
    package static let hourlyLimit = 6

    /// Whom a work asks for.
    package enum Ask: Sendable {
        /// So many distinct people, whoever they are.
        case people(Int)
        /// Those whom the assignment of a review would choose.
        case quorum(Quorum)
    }

    /// Something that a bundle wants looked at.
    package struct Work: Sendable {
        package let id: String
        /// The template or action, for people.
        package let title: String
        package let ask: Ask
        /// Who could; where they are too few however much room they have, that is somebody else's concern.
        package let people: [PersonFacts]
        package let from: Timestamp
        /// When it was off the desks in reality; nil if it never was.
        package let to: Timestamp?

        package init(
            id: String, title: String, ask: Ask, people: [PersonFacts], from: Timestamp, to: Timestamp?
        ) {
            self.id = id
            self.title = title
            self.ask = ask
            self.people = people
            self.from = from
            self.to = to
        }
    }

    /// By person.
    private var taken: [String: [(from: Timestamp, to: Timestamp?)]] = [:]

    /// What would have found too few people with room for it, and why, in the order of time.
    package static func excess(of works: [Work]) -> [(work: Work, reasons: [String])] {
        var load = ReviewLoad()
        return works.sorted { ($0.from, $0.id) < ($1.from, $1.id) }.compactMap { work in
            let reasons = load.take(work)
            return reasons.isEmpty ? nil : (work, reasons)
        }
    }

    private mutating func take(_ work: Work) -> [String] {
        guard work.ask.chosen(from: work.people).missing.isEmpty else { return [] }
        let full = work.people.compactMap { fullness(of: $0, at: work.from) }
        let free = work.people.filter { fullness(of: $0, at: work.from) == nil }
            .sorted { (open($0, work.from), $0.login) < (open($1, work.from), $1.login) }
        let (chosen, missing) = work.ask.chosen(from: free)
        for person in chosen { taken[person.id, default: []].append((work.from, work.to)) }
        return missing.isEmpty ? [] : missing + full
    }

    private func open(_ person: PersonFacts, _ time: Timestamp) -> Int {
        taken[person.id, default: []].count { piece in piece.to.map { $0 > time } ?? true }
    }

    /// Nil for who has room.
    private func fullness(of person: PersonFacts, at time: Timestamp) -> String? {
        let open = open(person, time)
        if open >= Self.openLimit { return "\(person.login) has \(open) open" }
        let lately = taken[person.id, default: []].count { $0.from > time - 3600 }
        return lately >= Self.hourlyLimit ? "\(person.login) has had \(lately) within the hour" : nil
    }
}

extension ReviewLoad.Ask {
    /// - Parameter people: whoever has room, in the order in which they are to be asked.
    /// - Returns: also what they cannot give, in words.
    fileprivate func chosen(from people: [PersonFacts]) -> (chosen: [PersonFacts], missing: [String]) {
        switch self {
        case .people(let needed):
            let missing = people.count < needed ? ["\(needed) needed, \(people.count) with room"] : []
            return (Array(people.prefix(needed)), missing)
        case .quorum(let quorum):
            let candidates = people.map {
                ReviewerDraw.Candidate(person: $0, openReviews: 0, knowsTheWork: false)
            }
            let draw = ReviewerDraw.choose(from: candidates, for: quorum)
            return (draw.chosen, draw.missing.map { "nobody with room: \($0.lack)" })
        }
    }
}
