import API
import Domain
import Operations
import TestSupport
import Testing

/// What the database refuses by itself to somebody who has the service's role and leaves its code out.
@Suite struct ContextSQLTests {
    private static let north = World.northID

    /// Version 1 of the team's document is in force, 2 is proposed by the author, 1 of the project `web` is withdrawn, and 1 of
    /// the project `docs` is in force.
    private static let cases: [(statement: String, outcome: String)] = [
        (
            "UPDATE context_documents SET state = 'approved', decided_by = 'per_author' WHERE number = 2",
            "context_approved_by_a_second_person"
        ),
        ("UPDATE context_documents SET state = 'approved' WHERE number = 2", "context_decided_at"),
        ("UPDATE context_documents SET decided_by = 'per_admin' WHERE number = 2", "context_decided_once"),
        ("UPDATE context_documents SET state = 'approved', decided_by = 'per_admin' WHERE number = 2", "done"),
        (
            "UPDATE context_documents SET state = 'proposed', decided_by = NULL WHERE layer = 'team' AND number = 1",
            "wrong_state"
        ),
        (
            "UPDATE context_documents SET state = 'approved', decided_by = 'per_admin' WHERE project = 'web'",
            "wrong_state"
        ),
        ("UPDATE context_documents SET decided_by = 'per_second' WHERE layer = 'team' AND number = 1", "wrong_state"),
        (
            "SET LOCAL countersign.person = 'per_author'; "
                + "UPDATE context_documents SET state = 'approved', decided_by = 'per_admin' WHERE number = 2",
            "not_allowed"
        ),
        (
            "INSERT INTO context_documents (team_id, layer, project, number, text, digest, author_id) "
                + "VALUES ('\(north)', 'project', 'new', 1, '', sha256(''), 'per_second')", "not_allowed"
        ),
        (
            "INSERT INTO context_confirmations (team_id, layer, project, number, confirmed_by) "
                + "VALUES ('\(north)', 'team', '', 1, 'per_second')", "not_allowed"
        ),
        ("UPDATE context_documents SET text = 'x'", "42501"),
        ("UPDATE context_documents SET author_id = 'per_second' WHERE number = 2", "42501"),
        ("DELETE FROM context_documents", "42501"),
        (
            "INSERT INTO context_documents (team_id, layer, number, text, digest, author_id) "
                + "VALUES ('\(north)', 'team', 3, '', sha256(''), 'per_author')", "one_context_proposal"
        ),
        (
            "INSERT INTO context_documents (team_id, layer, project, number, text, digest, author_id, state, decided_by, "
                + "decided_at) VALUES ('\(north)', 'project', 'web', 2, '', sha256(''), 'per_author', 'approved', 'per_second', "
                + "now())", "wrong_state"
        ),
        // Behind the newest version, where nobody looks for a proposal.
        (
            "INSERT INTO context_documents (team_id, layer, project, number, text, digest, author_id) "
                + "VALUES ('\(north)', 'project', 'web', 3, '', sha256(''), 'per_author'); "
                + "UPDATE context_documents SET state = 'withdrawn', decided_by = 'per_author' WHERE number = 3; "
                + "INSERT INTO context_documents (team_id, layer, project, number, text, digest, author_id) "
                + "VALUES ('\(north)', 'project', 'web', 2, '', sha256(''), 'per_author')", "wrong_state"
        ),
        (
            "INSERT INTO context_documents (team_id, layer, number, text, digest, author_id) "
                + "VALUES ('team_installation', 'organisation', 1, '', sha256(''), 'per_author')", "42501"
        ),
        (
            "INSERT INTO context_confirmations (team_id, layer, project, number, confirmed_by) "
                + "VALUES ('\(north)', 'team', '', 2, 'per_admin')", "wrong_state"
        ),
        (
            "INSERT INTO context_confirmations (team_id, layer, project, number, confirmed_by) "
                + "VALUES ('\(north)', 'project', 'web', 1, 'per_admin')", "wrong_state"
        ),
        (
            "INSERT INTO context_confirmations (team_id, layer, project, number, confirmed_by) "
                + "VALUES ('\(north)', 'team', '', 1, 'per_admin')", "done"
        ),
        ("UPDATE context_confirmations SET confirmed_at = now() + interval '1 year'", "42501"),
        ("DELETE FROM context_confirmations", "42501"),
        ("UPDATE runs SET project = 'other'", "wrong_state"),
    ]

    @Test(arguments: cases.indices) func theDatabaseRefuses(index: Int) throws {
        let attack = Self.cases[index]
        let story = try RunStory.make()
        try fill(story)
        // In the name that the statement gives as theirs, unless it takes another.
        let person = attack.statement.contains("'per_admin'") ? "per_admin" : "per_author"
        let outcome = try Attack.run(story.world, team: Self.north, person: person, attack.statement)
        #expect(outcome == attack.outcome, "\(attack.statement)")
    }

    /// A decision and a confirmation are of now, whatever time they claim.
    @Test func theDatabaseSaysWhen() throws {
        let story = try RunStory.make()
        try fill(story)
        let late = """
            UPDATE context_documents SET state = 'withdrawn', decided_by = 'per_admin', decided_at = now() + interval '1 year'
            WHERE number = 2; PERFORM FROM context_documents WHERE decided_at > clock_timestamp()
            """
        #expect(try Attack.run(story.world, team: Self.north, person: "per_admin", late) == "nothing")
        let confirmed = """
            INSERT INTO context_confirmations (team_id, layer, project, number, confirmed_by, confirmed_at)
                VALUES ('\(Self.north)', 'team', '', 1, 'per_admin', now() + interval '1 year');
            PERFORM FROM context_confirmations WHERE confirmed_at > clock_timestamp()
            """
        #expect(try Attack.run(story.world, team: Self.north, person: "per_admin", confirmed) == "nothing")
    }

    /// Even the owner of the tables, who may do everything else, changes no text.
    @Test(arguments: ["UPDATE context_documents SET text = 'x' WHERE number = 2", "DELETE FROM context_documents"])
    func theOwnerIsRefusedToo(statement: String) throws {
        let story = try RunStory.make()
        try fill(story)
        #expect(throws: Failure.self) {
            try story.world.database.run("SET countersign.team = '\(Self.north)'; \(statement)")
        }
    }

    private func fill(_ story: RunStory) throws {
        let (world, north) = (story.world, try story.world.team(.author))
        try world.putContext("In force.")
        try world.putContext("In force, too.", layer: .project, project: "docs")
        _ = try ConfirmContext.run(north, layer: "team", version: 1, ContextChoice())
        _ = try ProposeContext.run(north, layer: "team", ContextProposal(text: "Proposed."))
        let web = ContextChoice(project: "web")
        _ = try ProposeContext.run(north, layer: "project", ContextProposal(text: "Web.", project: "web"))
        _ = try WithdrawContext.run(north, layer: "project", version: 1, web)
        _ = try story.dispatch()
    }
}
