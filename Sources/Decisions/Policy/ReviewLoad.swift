import Domain

/// What would have been on people's desks: work comes in the order of time, each piece goes to those who have least to
/// do. Nobody has more than `openLimit` pieces at once or says yes to more than `hourlyLimit` within an hour: who is asked
/// for more stops reading.
package struct ReviewLoad {
    package static let openLimit = 5
    package static let hourlyLimit = 6

    /// Something that a bundle wants looked at.
    package struct Work: Sendable {
        package let id: String
        /// The template or action, for people.
        package let title: String
        /// How many distinct people.
        package let needed: Int
        /// Who could; fewer than are needed are somebody else's concern.
        package let people: [PersonFacts]
        package let from: Timestamp
        /// When it was off the desks in reality; nil if it never was.
        package let to: Timestamp?

        package init(
            id: String, title: String, needed: Int, people: [PersonFacts], from: Timestamp, to: Timestamp?
        ) {
            self.id = id
            self.title = title
            self.needed = needed
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
        guard work.needed > 0, work.people.count >= work.needed else { return [] }
        let full = work.people.compactMap { fullness(of: $0, at: work.from) }
        let free = work.people.filter { fullness(of: $0, at: work.from) == nil }
            .sorted { (open($0, work.from), $0.login) < (open($1, work.from), $1.login) }
        for person in free.prefix(work.needed) { taken[person.id, default: []].append((work.from, work.to)) }
        return free.count >= work.needed ? [] : ["\(work.needed) needed, \(free.count) with room"] + full
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
