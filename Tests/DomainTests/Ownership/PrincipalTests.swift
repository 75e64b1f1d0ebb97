import Domain
import Testing

@Suite struct PrincipalTests {
    private static func person(_ login: String, for principals: [Principal] = []) -> PersonFacts {
        PersonFacts(id: login, login: login, roles: [.member], actsFor: principals)
    }

    private static func principal(_ person: PersonFacts, _ section: String? = nil) -> Principal {
        Principal(person: person, section: section, until: Timestamp(secondsSince1970: 0))
    }

    private static let owners = ["ann", "bob"].map { Owner.person(login: $0) }

    @Test func whoActsForAnOwnerCountsAsThem() {
        let ann = Self.person("ann")
        let carl = Self.person("carl", for: [Self.principal(ann)])
        #expect(carl.identities(among: Self.owners, in: "Data") == ["ann"])
        let both = Self.person("bob", for: [Self.principal(ann)])
        #expect(both.identities(among: Self.owners, in: "") == ["ann", "bob"])
        #expect(Self.person("carl").identities(among: Self.owners, in: "Data") == [])
    }

    @Test func aRoleIsActedForAsWell() {
        let admin = PersonFacts(id: "adam", login: "adam", roles: [.admin])
        let carl = Self.person("carl", for: [Self.principal(admin)])
        #expect(carl.identities(among: [.role(.admin)], in: "") == ["adam"])
    }

    @Test func onlyInTheSectionThatWasNamed() {
        let carl = Self.person("carl", for: [Self.principal(Self.person("ann"), "Data")])
        #expect(carl.identities(among: Self.owners, in: "data") == ["ann"])
        #expect(carl.identities(among: Self.owners, in: "Words") == [])
        #expect(carl.identities(among: Self.owners, in: "") == [])
    }

    /// Whatever is stored, a chain has one link.
    @Test func nothingIsDelegatedFurther() {
        let bob = Self.person("x", for: [Self.principal(Self.person("ann"))])
        let carl = Self.person("carl", for: [Self.principal(bob)])
        #expect(carl.identities(among: Self.owners, in: "") == [])
    }

    @Test(
        arguments: [
            ([], 0), ([[]], 0), ([["a"], ["b"]], 2), ([["a"], ["a"]], 1), ([["a", "b"], ["a"]], 2),
            ([["a"], ["a", "b"]], 2), ([["a", "b"], ["a", "b"], ["a", "b"]], 2),
            ([["a", "b"], ["b", "c"], ["a"], ["b"]], 3), ([["b"], ["a", "b"], ["a", "c"], ["a"]], 3),
        ] as [([Set<String>], Int)])
    func eachCountsForAnOwnerOfTheirOwn(identities: [Set<String>], count: Int) {
        #expect(DistinctOwners.count(identities) == count)
        #expect(DistinctOwners.count(identities.reversed()) == count)
    }

    @Test func onePersonTwiceIsOne() {
        let bob = Self.person("bob", for: [Self.principal(Self.person("ann"))])
        #expect(DistinctOwners.count([bob, bob], among: Self.owners, in: "") == 1)
        #expect(DistinctOwners.count([bob, Self.person("ann")], among: Self.owners, in: "") == 2)
    }
}
