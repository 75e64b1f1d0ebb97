import API
import Domain
import Operations
import TestSupport
import Testing

/// Nobody changes a policy alone, and nobody weakens one today.
@Suite struct PolicyRatchetTests {
    let world: World
    let admin: TeamContext

    init() throws {
        world = try World.make()
        admin = try world.team(.admin)
        try world.enactSmallTeamPolicy()
    }

    @Test func whatIsNotWeakerTakesOneMorePersonAtOnce() throws {
        let proposal = try ProposePolicy.run(admin, world.stricterPolicy())
        #expect(!proposal.isWeaker && proposal.notBefore == proposal.proposedAt)
        let appoint = "`countersign member set LOGIN --role member --role admin`"
        #expect(
            proposal.missing == [
                "1 more admin who did not propose it (besides the proposer the team has none: appoint another with \(appoint))"
            ])
        #expect(proposal.changes.map(\.direction) == ["stricter"])
        #expect(try world.refusal { try EnactPolicy.run(admin, proposal: proposal.number) } == .secondPersonRequired)
        #expect(try world.refusal { try EnactPolicy.run(admin, world.stricterPolicy()) } == .secondPersonRequired)
        // A colleague enacts it from a folder of their own: the same files are the same bundle.
        let enacted = try world.withKeepers { try EnactPolicy.run($0[0], world.stricterPolicy()) }
        #expect(enacted.number == 2 && enacted.enactedBy == "keeper-one" && enacted.digest == proposal.digest)
        let history = try ShowPolicyHistory.run(admin).items
        #expect(history.map(\.number) == [2, 1] && history.map(\.proposedBy) == ["admin", nil])
        #expect(history.map(\.proposal) == [proposal.number, nil])
        #expect(history[0].approvedBy == ["keeper-one"] && !history[0].isWeaker && history[0].note == "why")
        #expect(try ListPolicyProposals.run(admin).items.isEmpty)
    }

    /// Who waits for people whom the team does not have is told so when they ask, not after a day.
    @Test func aTeamWithTooFewAdminsIsToldSo() throws {
        let alone = try ProposePolicy.run(admin, world.weakerPolicy())
        #expect(alone.missing.first?.contains("the team has none: appoint 2 with `countersign member set") == true)
        let failure = #expect(throws: Failure.self) { try EnactPolicy.run(admin, proposal: alone.number) }
        #expect(failure?.message.contains("the team has none: appoint 2 with") == true)
        _ = try second()
        let two = try ShowPolicyProposal.run(admin, proposal: alone.number)
        #expect(two.proposal.missing.first?.contains("the team has only 1: appoint another with") == true)
        let enough = try world.withKeepers { _ throws in try ShowPolicyProposal.run(admin, proposal: alone.number) }
        #expect(enough.proposal.missing.first == "2 more admins who did not propose it")
    }

    @Test func theSameIsNotProposedTwice() throws {
        let first = try ProposePolicy.run(admin, world.weakerPolicy())
        let again = #expect(throws: Failure.self) { try ProposePolicy.run(admin, world.weakerPolicy()) }
        #expect(again?.code == .alreadyExists)
        #expect(
            again?.message
                == "proposal 1 by admin is the same: another admin enacts it with `countersign policy enact 1`")
        try world.withKeepers { keepers throws in
            let other = #expect(throws: Failure.self) { try ProposePolicy.run(keepers[0], world.weakerPolicy()) }
            #expect(
                other?.message == "proposal 1 by admin is the same: enact it with `countersign policy enact 1`")
        }
        _ = try WithdrawPolicy.run(admin, proposal: first.number)
        #expect(try ProposePolicy.run(admin, world.weakerPolicy()).number == 2)
    }

    @Test func whatIsWeakerTakesTwoMoreAndADay() throws {
        let proposal = try ProposePolicy.run(admin, world.weakerPolicy())
        #expect(proposal.isWeaker && proposal.notBefore == proposal.proposedAt + 86_400)
        try world.withKeepers { keepers throws in
            func refusal(_ keeper: TeamContext) throws -> FailureCode? {
                try world.refusal { try EnactPolicy.run(keeper, proposal: proposal.number) }
            }
            #expect(try ShowInbox.run(keepers[0]).policies.map(\.number) == [proposal.number])
            #expect(try ShowInbox.run(admin).policies.isEmpty, "it is theirs")
            #expect(try ShowInbox.run(second()).policies.isEmpty, "they are no admin")
            #expect(try refusal(keepers[0]) == .policyRatchet)
            #expect(try ShowInbox.run(keepers[0]).policies.isEmpty, "they have said yes")
            // Twice the same person is one person.
            #expect(try refusal(keepers[0]) == .policyRatchet)
            #expect(try ListPolicyProposals.run(admin).items.map(\.approvedBy) == [["keeper-one"]])
            #expect(try refusal(keepers[1]) == .policyRatchet)
            #expect(try ShowPolicy.run(admin).number == 1)
            #expect(
                try ListPolicyProposals.run(admin).items.first?.missing == [
                    "the end of its 24 hours, at \(proposal.notBefore.minute)"
                ])
            try world.passRatchet()
            #expect(try ShowInbox.run(keepers[0]).policies.map(\.missing) == [[]], "one more step, by anybody")
            #expect(
                try world.refusal { try EnactPolicy.run(admin, proposal: proposal.number) } == .secondPersonRequired)
            #expect(try EnactPolicy.run(keepers[1], proposal: proposal.number).number == 2)
            // Asked again, it is what it is.
            #expect(try EnactPolicy.run(keepers[0], proposal: proposal.number).number == 2)
            #expect(try ShowInbox.run(keepers[0]).policies.isEmpty)
        }
        #expect(try ShowPolicy.run(admin).approvedBy == ["keeper-one", "keeper-two"])
        #expect(try ShowPolicyHistory.run(admin).items.first?.isWeaker == true)
        #expect(try world.eventNames().filter { $0 == "policy_approved" }.count == 2, "a second yes of one is none")
    }

    @Test func aDayIsNotEnoughForOnePerson() throws {
        let proposal = try ProposePolicy.run(admin, world.weakerPolicy())
        try world.passRatchet()
        try world.withKeepers { keepers throws in
            #expect(try world.refusal { try EnactPolicy.run(keepers[0], proposal: proposal.number) } == .policyRatchet)
        }
        // Who has stopped being an admin does not count any more.
        try world.withKeepers { keepers throws in
            try world.database.run("DELETE FROM memberships WHERE person_id = 'per_keeper-one'")
            #expect(try world.refusal { try EnactPolicy.run(keepers[1], proposal: proposal.number) } == .policyRatchet)
            #expect(try ListPolicyProposals.run(admin).items.map(\.approvedBy) == [["keeper-two"]])
            #expect(try EnactPolicy.run(second(), proposal: proposal.number).number == 2)
        }
        #expect(try ShowPolicyHistory.run(admin).items.first?.approvedBy == ["keeper-two", "second"])
    }

    /// Else a yes could wait for the day on which its giver is trusted again for something else.
    @Test func aYesDoesNotComeBackWithTheRole() throws {
        let proposal = try ProposePolicy.run(admin, world.weakerPolicy())
        try world.passRatchet()
        func roles(_ roles: String) throws {
            try world.database.run("UPDATE memberships SET roles = '\(roles)' WHERE person_id = 'per_keeper-one'")
        }
        func approvers() throws -> [[String]] { try ListPolicyProposals.run(admin).items.map(\.approvedBy) }
        func enact(_ keeper: TeamContext) throws -> FailureCode? {
            try world.refusal { try EnactPolicy.run(keeper, proposal: proposal.number) }
        }
        try world.withKeepers { keepers throws in
            #expect(try enact(keepers[0]) == .policyRatchet && approvers() == [["keeper-one"]])
            try roles("{admin}")
            #expect(try approvers() == [["keeper-one"]], "an admin all the time")
            try roles("{member}")
            #expect(try approvers() == [[]])
            try roles("{member,admin}")
            #expect(try approvers() == [[]], "appointed again, and not asked yet")
            #expect(try enact(keepers[1]) == .policyRatchet && approvers() == [["keeper-two"]])
            #expect(
                try Attack.run(
                    world, team: World.northID, person: "per_keeper-two",
                    Self.enact(proposal: "1", by: "per_keeper-two")) == "policy_ratchet")
            #expect(try ShowInbox.run(keepers[0]).policies.map(\.number) == [proposal.number], "asked again")
            #expect(try EnactPolicy.run(keepers[0], proposal: proposal.number).number == 2)
        }
        #expect(try ShowPolicyHistory.run(admin).items.first?.approvedBy == ["keeper-two", "keeper-one"])
    }

    @Test func theYesOfADisabledAccountDoesNotCount() throws {
        let proposal = try ProposePolicy.run(admin, world.weakerPolicy())
        try world.passRatchet()
        try world.withKeepers { keepers throws in
            #expect(try world.refusal { try EnactPolicy.run(keepers[0], proposal: proposal.number) } == .policyRatchet)
            try world.database.run("UPDATE persons SET disabled_at = now() WHERE id = 'per_keeper-one'")
            #expect(try world.refusal { try EnactPolicy.run(keepers[1], proposal: proposal.number) } == .policyRatchet)
            #expect(try ListPolicyProposals.run(admin).items.map(\.approvedBy) == [["keeper-two"]])
            let enact = Self.enact(proposal: "1", by: "per_keeper-one")
            #expect(
                try Attack.run(world, team: World.northID, person: "per_keeper-one", enact) == "not_allowed")
        }
    }

    @Test func nobodySetsSinceWhenTheyAreAnAdmin() throws {
        try world.withKeepers { _ throws in
            #expect(
                try Attack.run(
                    world, team: World.northID, person: "per_keeper-one",
                    "UPDATE memberships SET admin_since = '2020-01-01'; "
                        + "PERFORM FROM memberships WHERE admin_since < now() - interval '1 hour'") == "nothing")
        }
    }

    /// The second reviewer, as an admin.
    private func second() throws -> TeamContext {
        try world.database.run("UPDATE memberships SET roles = '{member,admin}' WHERE person_id = 'per_second'")
        return try world.team(.second)
    }

    /// Whoever says yes can see to what: its files are shown, and what they change.
    @Test func aProposalIsShownWithItsFiles() throws {
        let request = try world.weakerPolicy()
        let proposal = try ProposePolicy.run(admin, request)
        let shown = try ShowPolicyProposal.run(world.team(.author), proposal: proposal.number)
        #expect(shown.files == request.files && shown.proposal.changes.map(\.direction) == ["weaker"])
        #expect(shown.proposal.digest == proposal.digest)
        #expect(try world.refusal { try ShowPolicyProposal.run(admin, proposal: 9) } == .notFound)
        #expect(try world.refusal { try ShowPolicyProposal.run(world.team(.stranger), proposal: 1) } == .notFound)
    }

    /// What was compared with one policy says nothing about another.
    @Test func aProposalIsOutdatedOnceAnotherIsInForce() throws {
        let old = try ProposePolicy.run(admin, world.weakerPolicy())
        let new = try ProposePolicy.run(admin, world.stricterPolicy())
        try world.withKeepers { keepers throws in
            _ = try EnactPolicy.run(keepers[0], proposal: new.number)
            #expect(try world.refusal { try EnactPolicy.run(keepers[0], proposal: old.number) } == .stale)
        }
        #expect(try world.refusal { try ProposePolicy.run(admin, world.stricterPolicy()) } == .alreadyExists)
        let listed = try ListPolicyProposals.run(admin).items
        #expect(listed.map(\.number) == [old.number])
        #expect(listed.map(\.missing) == [["another policy came into force since: propose it again"]])
    }

    /// From then on no yes brings it into force, however many there are and however long it waits.
    /// The database holds it against somebody who has the service's role and leaves its code out.
    @Test(arguments: [
        (
            "a bundle without a proposal", "per_admin", enact(proposal: "NULL", by: "per_admin"),
            "second_person_required"
        ),
        (
            "a bundle that its proposer enacts", "per_admin", enact(proposal: "1", by: "per_admin"),
            "second_person_required"
        ),
        (
            "a bundle by a reviewer", "per_second", enact(proposal: "1", by: "per_second"), "not_allowed"
        ),
        (
            "an approval by its proposer", "per_admin",
            "INSERT INTO policy_approvals VALUES ('\(World.northID)', 1, 'per_admin', now())", "second_person_required"
        ),
        (
            "an approval by a reviewer", "per_second",
            "INSERT INTO policy_approvals VALUES ('\(World.northID)', 1, 'per_second', now())", "not_allowed"
        ),
        (
            "an approval in another's name", "per_admin",
            "INSERT INTO policy_approvals VALUES ('\(World.northID)', 1, 'per_stranger', now())", "not_allowed"
        ),
        (
            "a proposal that is made older", "per_admin", "UPDATE policy_proposals SET proposed_at = '2020-01-01'",
            "42501"
        ),
        ("a proposal that is made stricter", "per_admin", "UPDATE policy_proposals SET changes = '[]'", "42501"),
        ("an approval that is taken back", "per_admin", "DELETE FROM policy_approvals", "42501"),
    ])
    func directSQL(title: String, person: String, statement: String, outcome: String) throws {
        _ = try ProposePolicy.run(admin, world.weakerPolicy())
        #expect(try Attack.run(world, team: World.northID, person: person, statement) == outcome, "\(title)")
    }

    /// Each of what the operations look at, with everything else as it must be: proposal 1 is weaker and a day old, and both
    /// keepers have approved it.
    @Test(arguments: [
        ("as it should be", "per_keeper-two", "", enact(proposal: "1", by: "per_keeper-two"), "done"),
        (
            "within the day", "per_keeper-two",
            "UPDATE policy_proposals SET proposed_at = now() - interval '1 day' + interval '1 minute'",
            enact(proposal: "1", by: "per_keeper-two"), "policy_ratchet"
        ),
        (
            "with one approval", "per_keeper-two", "DELETE FROM policy_approvals WHERE person_id = 'per_keeper-two'",
            enact(proposal: "1", by: "per_keeper-two"), "policy_ratchet"
        ),
        (
            "with an approval of somebody who is no admin any more", "per_keeper-one",
            "UPDATE memberships SET roles = '{member}' WHERE person_id = 'per_keeper-two'",
            enact(proposal: "1", by: "per_keeper-one"), "policy_ratchet"
        ),
        (
            "in another's name", "per_keeper-two", "", enact(proposal: "1", by: "per_keeper-one"), "not_allowed"
        ),
        ("by its proposer", "per_admin", "", enact(proposal: "1", by: "per_admin"), "second_person_required"),
        (
            "with other files", "per_keeper-two", "",
            enact(proposal: "1", by: "per_keeper-two").replacing("2, digest, files", with: "2, digest, '{}'"),
            "second_person_required"
        ),
        (
            "with another digest", "per_keeper-two", "",
            enact(proposal: "1", by: "per_keeper-two").replacing("2, digest,", with: "2, sha256(''),"),
            "second_person_required"
        ),
        (
            "of another commit", "per_keeper-two", "",
            enact(proposal: "1", by: "per_keeper-two").replacing("note, ''", with: "note, repeat('a', 40)"),
            "second_person_required"
        ),
        (
            "past a number", "per_keeper-two", "",
            enact(proposal: "1", by: "per_keeper-two").replacing("team_id, 2", with: "team_id, 3"),
            "stale"
        ),
    ])
    func enactedByDirectSQL(title: String, person: String, change: String, statement: String, outcome: String) throws {
        _ = try ProposePolicy.run(admin, world.weakerPolicy())
        try world.passRatchet()
        try world.withKeepers { keepers throws in
            try world.tamper(
                """
                INSERT INTO policy_approvals
                    SELECT '\(World.northID)', 1, unnest('{per_keeper-one,per_keeper-two}'::text[]), now();
                \(change)
                """)
            #expect(
                try Attack.run(world, team: World.northID, person: person, statement) == outcome, "\(title)")
        }
    }

    @Test(arguments: [
        ("per_admin", propose(by: "per_admin"), "done"), ("per_second", propose(by: "per_second"), "not_allowed"),
        ("per_second", propose(by: "per_admin"), "not_allowed"),
        ("per_admin", propose(by: "per_admin", changes: "{}"), "policy_proposals_changes_check"),
        ("per_admin", propose(by: "per_admin", commit: "main"), "policy_proposals_commit_check"),
    ])
    func proposedByDirectSQL(person: String, statement: String, outcome: String) throws {
        #expect(try Attack.run(world, team: World.northID, person: person, statement) == outcome, "\(statement)")
    }

    /// Whatever time is written, the database's counts: a proposal of long ago would need to wait for nobody.
    @Test func timesAreTheDatabases() throws {
        func times(of table: String, _ column: String, after statement: String, by person: String) throws -> String {
            try Attack.run(
                world, team: World.northID, person: person,
                "\(statement); PERFORM FROM \(table) WHERE \(column) < now() - interval '1 hour'")
        }
        let proposed = Self.propose(by: "per_admin")
        #expect(try times(of: "policy_proposals", "proposed_at", after: proposed, by: "per_admin") == "nothing")
        _ = try ProposePolicy.run(admin, world.weakerPolicy())
        let withdrawn = "INSERT INTO policy_withdrawals VALUES ('\(World.northID)', 1, 'per_admin', '2020-01-01')"
        #expect(try times(of: "policy_withdrawals", "withdrawn_at", after: withdrawn, by: "per_admin") == "nothing")
        try world.withKeepers { _ throws in
            let approved = "INSERT INTO policy_approvals VALUES ('\(World.northID)', 1, 'per_keeper-one', '2020-01-01')"
            #expect(
                try times(of: "policy_approvals", "approved_at", after: approved, by: "per_keeper-one") == "nothing")
        }
    }

    private static func propose(by person: String, changes: String = "[]", commit: String = "") -> String {
        """
        INSERT INTO policy_proposals (team_id, number, base_number, digest, files, commit, changes, proposed_by, proposed_at)
        VALUES ('\(World.northID)', 2, 1, sha256(''), '{}', '\(commit)', '\(changes)', '\(person)', '2020-01-01')
        """
    }

    static func enact(proposal: String, by person: String) -> String {
        """
        INSERT INTO policy_bundles (team_id, number, digest, files, note, commit, proposal, enacted_by)
        SELECT team_id, 2, digest, files, note, '', \(proposal), '\(person)' FROM policy_proposals
        """
    }
}

extension World {
    private func policy(_ edit: (String) -> String) throws -> BundleRequest {
        var files = try World.smallTeamPolicy()
        files["approvals.yaml"] = files["approvals.yaml"].map(edit)
        return BundleRequest(files: files, note: "why")
    }

    /// Forbids one more branch.
    func stricterPolicy() throws -> BundleRequest { try policy { $0.replacing("develop]", with: "develop, next]") } }
    /// Forbids one less.
    func weakerPolicy() throws -> BundleRequest { try policy { $0.replacing(", develop]", with: "]") } }
}
