import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// A proposal that is taken back counts for nobody any more.
@Suite struct PolicyWithdrawalTests {
    let world: World
    let admin: TeamContext

    init() throws {
        world = try World.make()
        admin = try world.team(.admin)
        try world.enactSmallTeamPolicy()
    }

    @Test func aProposalIsTakenBackByItsProposerOrAnAdmin() throws {
        let first = try ProposePolicy.run(admin, world.weakerPolicy())
        let reviewer = try world.team(.reviewer)
        #expect(try world.refusal { try WithdrawPolicy.run(reviewer, proposal: first.number) } == .notAllowed)
        #expect(try world.refusal { try WithdrawPolicy.run(admin, proposal: 9) } == .notFound)
        #expect(try world.refusal { try WithdrawPolicy.run(world.team(.stranger), proposal: 1) } == .notFound)
        try world.withKeepers { keepers throws in
            func enact() throws -> FailureCode? {
                try world.refusal { try EnactPolicy.run(keepers[1], proposal: first.number) }
            }
            #expect(try enact() == .policyRatchet)
            let withdrawn = try WithdrawPolicy.run(keepers[0], proposal: first.number)
            #expect(withdrawn.withdrawnBy == "keeper-one" && withdrawn.enactedAs == nil)
            #expect(withdrawn.missing == ["keeper-one has withdrawn it: propose it again"])
            #expect(
                refusalMessage { try WithdrawPolicy.run(admin, proposal: first.number) }
                    == "proposal \(first.number) was withdrawn by keeper-one already (wrong_state)")
            try world.passRatchet()
            #expect(try enact() == .wrongState)
            #expect(
                try world.refusal { try EnactPolicy.run(keepers[0], world.weakerPolicy()) } == .secondPersonRequired)
            #expect(try ListPolicyProposals.run(admin).items.map(\.withdrawnBy) == ["keeper-one"])
            #expect(try world.eventNames().filter { $0 == "policy_withdrawn" }.count == 1)
            // The same files again are a proposal of their own.
            let second = try ProposePolicy.run(admin, world.stricterPolicy())
            _ = try EnactPolicy.run(keepers[0], proposal: second.number)
            #expect(try world.refusal { try WithdrawPolicy.run(admin, proposal: second.number) } == .wrongState)
        }
        #expect(try ShowPolicy.run(admin).number == 2)
    }

    @Test(arguments: [
        ("by a reviewer", "per_second", withdraw("per_second"), "not_allowed"),
        ("in another's name", "per_second", withdraw("per_admin"), "not_allowed"),
        ("that is taken back", "per_admin", "DELETE FROM policy_withdrawals", "42501"),
        ("that is moved", "per_admin", "UPDATE policy_withdrawals SET proposal = 2", "42501"),
        (
            "of what is approved all the same", "per_keeper-one",
            "INSERT INTO policy_approvals VALUES ('\(World.northID)', 1, 'per_keeper-one', now())", "wrong_state"
        ),
        (
            "of what is enacted all the same", "per_keeper-one",
            PolicyRatchetTests.enact(proposal: "1", by: "per_keeper-one"),
            "wrong_state"
        ),
    ])
    func aWithdrawalByDirectSQL(title: String, person: String, statement: String, outcome: String) throws {
        _ = try ProposePolicy.run(admin, world.stricterPolicy())
        try world.withKeepers { keepers throws in
            // One yes that would have been enough.
            try world.tamper("INSERT INTO policy_approvals VALUES ('\(World.northID)', 1, 'per_keeper-two', now())")
            if !statement.hasPrefix("INSERT INTO policy_withdrawals") {
                _ = try WithdrawPolicy.run(admin, proposal: 1)
            }
            #expect(try Attack.run(world, team: World.northID, person: person, statement) == outcome, "\(title)")
        }
    }

    /// What became of it is history.
    @Test func whatIsOutdatedStaysSo() throws {
        let first = try ProposePolicy.run(admin, world.weakerPolicy())
        let second = try ProposePolicy.run(admin, world.stricterPolicy())
        _ = try world.withKeepers { try EnactPolicy.run($0[0], proposal: second.number) }
        #expect(
            refusalMessage { try WithdrawPolicy.run(admin, proposal: first.number) }
                == "proposal 1 was outdated by policy 2, so nobody can enact it any more; there is nothing to withdraw "
                + "(wrong_state)")
        let withdrawal = Self.withdraw("per_admin")
        #expect(try Attack.run(world, team: World.northID, person: "per_admin", withdrawal) == "wrong_state")
        let shown = try ShowPolicyProposal.run(admin, proposal: first.number).proposal
        #expect(shown.withdrawnBy == nil && shown.outdatedBy == 2)
    }

    @Test func whatIsWithdrawnIsNotWithdrawnAgainByDirectSQL() throws {
        _ = try ProposePolicy.run(admin, world.stricterPolicy())
        _ = try WithdrawPolicy.run(admin, proposal: 1)
        #expect(
            try Attack.run(world, team: World.northID, person: "per_admin", Self.withdraw("per_admin"))
                == "wrong_state")
    }

    @Test func whatIsInForceIsNotWithdrawnByDirectSQL() throws {
        let proposal = try ProposePolicy.run(admin, world.stricterPolicy())
        _ = try world.withKeepers { try EnactPolicy.run($0[0], proposal: proposal.number) }
        #expect(
            try Attack.run(world, team: World.northID, person: "per_admin", Self.withdraw("per_admin"))
                == "wrong_state")
    }

    /// Without the operation: an enactment in the same instant is waited for.
    @Test func whatIsBeingEnactedIsNotWithdrawn() throws {
        _ = try ProposePolicy.run(admin, world.stricterPolicy())
        try world.withKeepers { _ throws in
            try world.tamper("INSERT INTO policy_approvals VALUES ('\(World.northID)', 1, 'per_keeper-one', now())")
            let enactor = Connection(url: world.database.appURL)
            try enactor.open()
            func acting(_ person: String) -> String {
                "SET countersign.team = '\(World.northID)'; SET countersign.person = '\(person)'; "
            }
            try enactor.run(
                script: acting("per_keeper-one") + "BEGIN; "
                    + PolicyRatchetTests.enact(proposal: "1", by: "per_keeper-one"))
            let (url, script) = (world.database.appURL, acting("per_admin") + Self.withdraw("per_admin"))
            let withdrawal = try begin {
                let connection = Connection(url: url)
                try connection.open()
                try connection.run(script: script)
            }
            try world.database.run(RunRaceTests.awaitBlocked(1))
            try enactor.run(script: "COMMIT")
            #expect(withdrawal.wait() == .wrongState)
        }
    }

    /// Whoever has proposed it and is no admin any more takes it back all the same.
    @Test func aProposerWithdrawsWithoutBeingAnAdmin() throws {
        _ = try ProposePolicy.run(admin, world.stricterPolicy())
        try world.database.run("UPDATE memberships SET roles = '{member}' WHERE person_id = 'per_admin'")
        #expect(
            try Attack.run(world, team: World.northID, person: "per_admin", Self.withdraw("per_admin")) == "done")
        try world.tamper("UPDATE policy_proposals SET proposed_by = 'per_reviewer'")
        #expect(try WithdrawPolicy.run(world.team(.reviewer), proposal: 1).withdrawnBy == "reviewer")
    }

    private func refusalMessage(_ body: () throws -> some Any) -> String? {
        do { _ = try body() } catch { return (error as? Failure).map { "\($0.message) (\($0.code.rawValue))" } }
        return nil
    }

    private static func withdraw(_ person: String) -> String {
        "INSERT INTO policy_withdrawals VALUES ('\(World.northID)', 1, '\(person)', now())"
    }
}
