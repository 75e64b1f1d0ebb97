/// Why an item has the owners that it has: by section, which line decided and why the others did not; and, where the
/// people of the team are known, who could review it now and who could not.
package struct OwnersExplanation: Hashable, Sendable, Codable {
    package struct Line: Hashable, Sendable, Codable {
        package let place: Place
        package let text: String
        /// `decides`, `excludes`, `a later line decides`, `excluded by OWNERS:3`.
        package let verdict: String
    }

    package struct Absentee: Hashable, Sendable, Codable {
        package let login: String
        package let reasons: [String]
    }

    /// Somebody who acts for an owner.
    package struct Delegate: Hashable, Sendable, Codable {
        package let login: String
        package let owner: String
        package let until: Timestamp

        package init(login: String, owner: String, until: Timestamp) {
            self.login = login
            self.owner = owner
            self.until = until
        }
    }

    package struct Section: Hashable, Sendable, Codable {
        /// Empty for the lines before any header.
        package let name: String
        /// Distinct owners who must approve; 0: none must.
        package let approvals: Int
        package let owners: [String]
        /// The line that decides.
        package let place: Place?
        /// Who stands in where too few of the owners can, in this order.
        package let standIns: [String]
        /// Those that match, as they stand in the file.
        package let lines: [Line]
        /// Logins of those who could review now: owners, and who acts for one.
        package var able: [String] = []
        /// Who of them is there by delegation only.
        package var delegates: [Delegate] = []
        /// Owners who could not, and why.
        package var unable: [Absentee] = []
        /// Logins of those who stand in now.
        package var standingIn: [String] = []
        /// Too few could: a run with this output is refused, with the line.
        package var isBlocked = false
    }

    package let item: String
    package let sections: [Section]

    /// Of people nothing is known. Sections without a matching line are left out.
    package init(_ item: OwnedItem, by owners: Owners) {
        self.init(item, sections: owners.sections.compactMap { Section($0, item, owners) })
    }

    /// - Parameters:
    ///   - able: who could review, as far as OWNERS is not asked.
    ///   - unable: everybody else in the team, and why.
    package init(
        _ item: OwnedItem, by owners: Owners, able: [PersonFacts], unable: [(person: PersonFacts, reasons: [String])]
    ) {
        let sections = owners.sections.compactMap { section -> Section? in
            guard var explained = Section(section, item, owners) else { return nil }
            if case .owned(let named, _) = section.ownership(of: item) {
                explained.find(among: named, standIns: owners.standIns(for: item), able, unable)
            }
            return explained
        }
        self.init(item, sections: sections)
    }

    private init(_ item: OwnedItem, sections: [Section]) {
        self.item = item.description
        self.sections = sections
    }
}

extension OwnersExplanation.Section {
    fileprivate init?(_ section: Owners.Section, _ item: OwnedItem, _ all: Owners) {
        let matching = section.rules.filter { $0.subject.matches(item) }
        guard !matching.isEmpty else { return nil }
        let ownership = section.ownership(of: item)
        name = section.name
        approvals = section.approvals
        lines = matching.map {
            OwnersExplanation.Line(place: $0.place, text: $0.text, verdict: Self.verdict($0, ownership))
        }
        switch ownership {
        case .owned(let named, let place): (owners, self.place) = (named.map(\.description), place)
        case .unowned(let place), .excluded(let place): (owners, self.place) = ([], place)
        case .noRule: (owners, place) = ([], nil)
        }
        let isAsked = !owners.isEmpty && approvals > 0
        standIns = isAsked ? all.standIns(for: item).map(\.description) : []
    }

    private static func verdict(_ rule: Owners.Rule, _ ownership: Ownership) -> String {
        switch ownership {
        case .excluded(let place):
            rule.place == place ? "takes it out of this section" : "\(place) takes it out of this section"
        case .owned(_, let place), .unowned(let place):
            rule.place == place ? "decides" : "\(place) comes later and decides"
        case .noRule: "does not match"
        }
    }

    fileprivate mutating func find(
        among owners: [Owner], standIns: [Owner], _ able: [PersonFacts],
        _ unable: [(person: PersonFacts, reasons: [String])]
    ) {
        func counts(_ person: PersonFacts, _ owners: [Owner]) -> Bool {
            !person.identities(among: owners, in: name).isEmpty
        }
        let present = able.filter { counts($0, owners) }
        var (all, helpers) = (owners, [String]())
        for standIn in standIns where DistinctOwners.count(able, among: all, in: name) < approvals {
            helpers += able.filter { counts($0, [standIn]) && !counts($0, all) }.map(\.login)
            all.append(standIn)
        }
        self.able = present.map(\.login)
        delegates = present.delegates(of: owners, in: name)
        self.unable = unable.filter { counts($0.person, owners) }
            .map { OwnersExplanation.Absentee(login: $0.person.login, reasons: $0.reasons) }
        standingIn = helpers
        isBlocked = DistinctOwners.count(able, among: all, in: name) < approvals
    }
}

extension [PersonFacts] {
    /// Those who count as one of these owners of a section by delegation only, with each for whom they act.
    package func delegates(of owners: [Owner], in section: String) -> [OwnersExplanation.Delegate] {
        filter { person in !owners.contains { $0.includes(person) } }.flatMap { person in
            person.actsFor.filter { acted in
                acted.isFor(section: section) && owners.contains { $0.includes(acted.person) }
            }.map { OwnersExplanation.Delegate(login: person.login, owner: $0.person.login, until: $0.until) }
        }
    }
}
