/// An owner, and the delegation under which another person acts for them.
package struct Principal: Hashable, Sendable {
    package let person: PersonFacts
    /// Of OWNERS; nil for all of it.
    package let section: String?
    package let until: Timestamp

    package init(person: PersonFacts, section: String?, until: Timestamp) {
        self.person = person
        self.section = section
        self.until = until
    }

    package func isFor(section name: String) -> Bool { section.map { $0.lowercased() == name.lowercased() } ?? true }
}

extension PersonFacts {
    /// Those of the owners as whom this person counts in a section, by identifier: themselves, and whom they act for. For whom
    /// these act in turn does not matter: nothing is delegated further.
    package func identities(among owners: [Owner], in section: String) -> Set<String> {
        let people = [self] + actsFor.filter { $0.isFor(section: section) }.map(\.person)
        return Set(people.filter { person in owners.contains { $0.includes(person) } }.map(\.id))
    }
}

/// How many people count where each must be another owner.
package enum DistinctOwners {
    /// The most of them that can each be given an owner of their own: an owner and who acts for them are one.
    package static func count(_ identities: [Set<String>]) -> Int {
        var holders: [String: Int] = [:]
        func place(_ index: Int, _ tried: inout Set<String>) -> Bool {
            for owner in identities[index].sorted() where tried.insert(owner).inserted {
                if let holder = holders[owner], !place(holder, &tried) { continue }
                holders[owner] = index
                return true
            }
            return false
        }
        return identities.indices.count { index in
            var tried = Set<String>()
            return place(index, &tried)
        }
    }

    /// The same of people, each once.
    package static func count(_ people: [PersonFacts], among owners: [Owner], in section: String) -> Int {
        var seen = Set<String>()
        return count(people.filter { seen.insert($0.id).inserted }.map { $0.identities(among: owners, in: section) })
    }
}
