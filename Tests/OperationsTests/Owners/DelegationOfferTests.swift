import API
import Domain
import Operations
import TestSupport
import Testing

/// Nobody acts for anybody who has not agreed to: until then a delegation counts for nothing.
@Suite struct DelegationOfferTests {
    private func able(_ world: World) throws -> [String] {
        let request = OwnersCheckRequest(items: ["release-notes.md"], template: "release-notes")
        return try #require(try CheckOwners.run(world.team(.author), request).items.first?.sections.first).able
    }

    /// What waits for somebody, and since when.
    private func offers(_ world: World, _ login: World.Login) throws -> [String] {
        try ShowInbox.run(world.team(login)).delegations.map(told)
    }

    private func listed(_ world: World) throws -> [String] {
        try Delegate.list(world.team(.author)).items.map(told)
    }

    private func told(_ one: DelegationView) -> String {
        "\(one.delegate) for \(one.person), \(one.id), since \(one.beginsAt.map { "\($0)" } ?? "never")"
    }

    /// Whoever asks for runs does not choose their reviewers by delegating to the others.
    @Test func anOfferCountsForNothing() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let world = runs.world
        let one = try world.offer(.author, to: .second)
        let other = try world.offer(.author, to: .reviewer)
        #expect(one.beginsAt == nil && one.offeredBy == "author")
        #expect(try able(world) == ["reviewer", "second"])
        let story = try runs.delivered()
        try Delegate.end(world.team(.author), id: other.id)
        let reader = try story.assign(.second)
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        #expect(try listed(world) == [told(one)])
        #expect(
            try offers(world, .second) == [told(one)] && offers(world, .author) == [] && offers(world, .reviewer) == [])
        let begun = try Delegate.accept(world.team(.second), id: one.id)
        #expect(try listed(world) == [told(begun)])
        #expect(try able(world) == ["reviewer"] && offers(world, .second) == [])
        #expect(try runs.delivered().readers().map(\.login) == [.reviewer])
        #expect(try story.approval().isEffective, "it was given before")
    }

    /// When it was offered does not matter, and what follows from it follows from the acceptance.
    @Test func itBeginsWhenItIsAccepted() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        let world = runs.world
        try world.absent(.reviewer)
        let offered = try world.offer(.reviewer, to: .second, section: "", by: .admin)
        #expect(offered.offeredBy == "admin" && offered.person == "reviewer")
        #expect(refusal { try runs.dispatch() } == .poolTooSmall)
        try world.tamper("UPDATE delegations SET offered_at = offered_at - interval '1 day'")
        let before = try world.now()
        #expect(try world.reconsider() == 1, "the absence")
        let begun = try Delegate.accept(world.team(.second), id: offered.id)
        #expect(try #require(begun.beginsAt) > before && world.reconsider() == 1)
        #expect(try runs.delivered().readers().map(\.login) == [.second])
        try Delegate.end(world.team(.second), id: offered.id)
        #expect(try world.reconsider() == 1)
        let facts: [String: JSON] = [
            "delegation": .string(offered.id), "delegate": "per_second", "ends_at": .string("\(offered.endsAt)"),
            "section": "",
        ]
        for event in ["delegation_offered", "delegation_begun"] {
            #expect(try world.lastEvent(event)?["data"] == .object(facts), "\(event)")
        }
    }

    @Test func onlyTheDelegateAcceptsOnceAndInTime() throws {
        let world = try RunStory.make(owners: "* @@reviewer\n").world
        func failure(_ login: World.Login, _ id: String) throws -> Failure {
            try #require(throws: Failure.self) { try Delegate.accept(world.team(login), id: id) }
        }
        let offer = try world.offer(.author, to: .second)
        for login in [World.Login.author, .admin] {
            #expect(
                try failure(login, offer.id)
                    == Failure(
                        .notAllowed,
                        "delegation \(offer.id) waits for second: nobody else accepts it; to withdraw it: "
                            + "`countersign owners undelegate \(offer.id)`"))
        }
        #expect(try failure(.stranger, offer.id).code == .notFound)
        #expect(try failure(.second, "dlg_0abc1defghjkmnpq").code == .notFound)
        let again = try #require(throws: Failure.self) { try world.offer(.author, to: .second) }
        #expect(
            again
                == Failure(
                    .wrongState,
                    "second has been asked already, until \(offer.endsAt.minute) (\(offer.id)); for another end: "
                        + "`countersign owners undelegate \(offer.id)`, then again"))
        _ = try Delegate.accept(world.team(.second), id: offer.id)
        let until = offer.endsAt.minute
        #expect(
            try failure(.second, offer.id)
                == Failure(.wrongState, "second acts for author already until \(until) (\(offer.id))"))
        try Delegate.end(world.team(.author), id: offer.id)
        let declined = try world.offer(.author, to: .second)
        try Delegate.end(world.team(.second), id: declined.id)
        #expect(try failure(.second, declined.id).message.contains("has ended already: by second on 20"))
        let late = try world.offer(.author, to: .second)
        try world.tamper(
            "UPDATE delegations SET offered_at = '2026-01-01', ends_at = '2026-01-02' WHERE id = '\(late.id)'")
        #expect(
            try failure(.second, late.id)
                == Failure(.wrongState, "delegation \(late.id) has ended already: it was until 2026-01-02T00:00Z"))
        #expect(try offers(world, .second) == [] && listed(world) == [])
    }

    /// Both may be offered; one of them counts.
    @Test func aChainIsNotAccepted() throws {
        let world = try RunStory.make(owners: "* @@reviewer\n").world
        let first = try world.offer(.reviewer, to: .second)
        let second = try world.offer(.second, to: .admin)
        let begun = try Delegate.accept(world.team(.admin), id: second.id)
        let refused = try #require(throws: Failure.self) { try Delegate.accept(world.team(.second), id: first.id) }
        #expect(
            refused
                == Failure(
                    .wrongState,
                    "admin acts for second until \(begun.endsAt.minute); who acts for somebody delegates nothing meanwhile, and "
                        + "who has delegated acts for nobody; what ends it: `countersign owners undelegate \(second.id)`"
                ))
        try Delegate.end(world.team(.second), id: second.id)
        #expect(try Delegate.accept(world.team(.second), id: first.id).delegate == "second")
    }

    /// Two halves of a chain at once: one of them waits for the other and is refused.
    @Test func aChainIsNotAcceptedAtOnceEither() throws {
        for _ in 0..<5 {
            let world = try RunStory.make(owners: "* @@reviewer\n").world
            let first = try world.offer(.reviewer, to: .second)
            let second = try world.offer(.second, to: .admin)
            let codes = [
                try begin { try Delegate.accept(world.team(.second), id: first.id) },
                try begin { try Delegate.accept(world.team(.admin), id: second.id) },
            ].map { $0.wait() }
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.wrongState), "\(codes)")
        }
    }

    /// As whoever has taken over the service.
    @Test func theDatabaseHoldsIt() throws {
        let world = try RunStory.make(owners: "* @@reviewer\n").world
        func attack(_ person: World.Login, _ statement: String) throws -> String {
            try Attack.run(world, team: World.northID, person: person.id, statement)
        }
        let offer = try world.offer(.reviewer, to: .second)
        let own = "WHERE id = '\(offer.id)'"
        let accept = "UPDATE delegations SET begins_at = now() - interval '1 year' \(own)"
        #expect(try attack(.second, accept) == "done")
        #expect(
            try attack(.second, "\(accept); PERFORM FROM delegations WHERE begins_at < now() - interval '1 minute'")
                == "nothing")
        for other in [World.Login.reviewer, .admin, .author] { #expect(try attack(other, accept) == "not_allowed") }
        #expect(try attack(.second, "\(accept); \(accept)") == "wrong_state")
        #expect(try attack(.second, "\(accept); UPDATE delegations SET begins_at = NULL \(own)") == "wrong_state")
        let end = "ended_by = 'per_second', ended_at = now()"
        #expect(try attack(.second, "UPDATE delegations SET begins_at = now(), \(end) \(own)") == "wrong_state")
        #expect(try attack(.second, "UPDATE delegations SET \(end) \(own); \(accept)") == "wrong_state")
        #expect(try attack(.second, "UPDATE delegations SET offered_at = now() \(own)") == "42501")
        // Who acts for somebody, and who has delegated, until that is ended or over.
        for (owner, to) in [(World.Login.second, World.Login.admin), (.author, .reviewer)] {
            let other = try world.delegate(owner, to: to)
            #expect(try attack(.second, accept) == "wrong_state")
            try Delegate.end(world.team(owner), id: other.id)
            #expect(try attack(.second, accept) == "done")
        }
        let other = try world.delegate(.author, to: .reviewer)
        try world.tamper(
            """
            UPDATE delegations SET offered_at = now() - interval '1 day', begins_at = now() - interval '1 day',
                ends_at = now() - interval '1 minute' WHERE id = '\(other.id)'
            """)
        #expect(try attack(.second, accept) == "done")
        let late = "offered_at = now() - interval '1 day', ends_at = now() - interval '1 minute'"
        try world.tamper("UPDATE delegations SET \(late) \(own)")
        #expect(try attack(.second, accept) == "wrong_state", "it is over")
        try world.tamper(
            "UPDATE delegations SET ends_at = now() + interval '1 day' \(own); DELETE FROM memberships WHERE person_id = 'per_reviewer'"
        )
        #expect(try attack(.second, accept) == "not_allowed", "the reviewer has left")
    }
}
