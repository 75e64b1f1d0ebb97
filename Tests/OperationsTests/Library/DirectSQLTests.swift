import API
import Domain
import Operations
import TestSupport
import Testing

/// What the database refuses by itself to somebody who has the service's role and leaves its code out.
@Suite struct DirectSQLTests {
    static let north = World.northID
    static let south = World.southID

    /// A statement as an attacker in `north` or `south` would write it, and what becomes of it.
    struct Case: CustomTestStringConvertible, Sendable {
        let title: String
        var team: String? = north
        let statement: String
        let outcome: String

        var testDescription: String { title }
    }

    static let cases: [Case] = [
        Case(
            title: "the author publishes their own version",
            statement:
                "UPDATE template_versions SET state = 'published', published_by = author_id, published_at = now()",
            outcome: "published_by_a_second_person"),
        Case(
            title: "a version is published by nobody",
            statement: "UPDATE template_versions SET state = 'published', published_at = now()",
            outcome: "template_versions_check1"),
        Case(
            title: "a version is published in another's name",
            statement:
                "UPDATE template_versions SET state = 'published', published_by = 'per_second', published_at = now()",
            outcome: "not_allowed"),
        Case(
            title: "a version is born published",
            statement: """
                INSERT INTO template_versions (team_id, template, number, digest, description, definition, author_id, state,
                    published_by, published_at)
                VALUES ('\(north)', 'x', 1, sha256(''), '', '{}', 'per_author', 'published', 'per_admin', now())
                """,
            outcome: "wrong_state"),
        Case(
            title: "a version's definition is replaced",
            statement: "UPDATE template_versions SET definition = '{}'", outcome: "wrong_state"),
        Case(
            title: "a version's author is replaced",
            statement: "UPDATE template_versions SET author_id = 'per_second'", outcome: "wrong_state"),
        Case(
            title: "a version is deleted", statement: "DELETE FROM template_versions", outcome: "42501"),
        Case(
            title: "a version's file is exchanged", statement: "UPDATE template_files SET digest = sha256('')",
            outcome: "42501"),
        Case(title: "context is deleted", statement: "DELETE FROM context_documents", outcome: "42501"),
        Case(title: "context is changed", statement: "UPDATE context_documents SET text = ''", outcome: "42501"),
        Case(
            title: "a team speaks for the organisation",
            statement: """
                INSERT INTO context_documents (team_id, layer, number, text, digest, author_id)
                VALUES ('\(north)', 'organisation', 1, '', sha256(''), 'per_author')
                """,
            outcome: "context_documents_check1"),
        Case(
            title: "a team writes into the installation",
            statement: """
                INSERT INTO context_documents (team_id, layer, number, text, digest, author_id)
                VALUES ('team_installation', 'organisation', 2, '', sha256(''), 'per_author')
                """,
            outcome: "42501"),
        Case(title: "a policy is changed", statement: "UPDATE policy_bundles SET files = '{}'", outcome: "42501"),
        Case(title: "a policy is deleted", statement: "DELETE FROM policy_bundles", outcome: "42501"),
        Case(title: "an event is changed", statement: "UPDATE events SET entry = ''", outcome: "42501"),
        Case(title: "an event is deleted", statement: "DELETE FROM events", outcome: "42501"),
        Case(title: "bytes are changed", statement: "UPDATE artifact_parts SET bytes = 'x'", outcome: "42501"),
        Case(title: "a person is deleted", statement: "DELETE FROM persons", outcome: "42501"),
        Case(title: "a team is renamed", statement: "UPDATE teams SET name = 'x'", outcome: "42501"),
        Case(title: "the receipt key is changed", statement: "UPDATE installation SET epoch = 2", outcome: "42501"),
        Case(
            title: "the organisation's context is read by a team", team: south,
            statement: "PERFORM FROM context_documents WHERE team_id = 'team_installation'", outcome: "done"),
        Case(
            title: "a runner is moved to another team",
            statement: "UPDATE runners SET team_id = '\(south)'", outcome: "42501"),
        Case(
            title: "a member is added to another team",
            statement:
                "INSERT INTO memberships (team_id, person_id, roles) VALUES ('\(south)', 'per_author', '{admin}')",
            outcome: "42501"),
    ]

    @Test(arguments: cases) func theDatabaseRefuses(attack: Case) throws {
        let world = try World.make()
        try fill(world)
        #expect(try Attack.run(world, team: attack.team, person: "per_author", attack.statement) == attack.outcome)
    }

    private static let tables = [
        "template_versions", "template_files", "context_documents", "policy_bundles", "artifacts", "artifact_parts",
        "context_confirmations", "events", "memberships", "runners",
    ]

    /// The rows of `north` exist, and only for who has set its team.
    @Test func aTeamsRowsAreThereForItselfOnly() throws {
        let world = try World.make()
        try fill(world)
        for table in Self.tables {
            let own = "PERFORM FROM \(table) WHERE team_id = '\(Self.north)'"
            #expect(try Attack.run(world, team: Self.north, own) == "done", "\(table)")
            #expect(try Attack.run(world, team: Self.south, own) == "nothing", "\(table) from another team")
            #expect(try Attack.run(world, own) == "nothing", "\(table) from no team")
        }
        for change in [
            "template_versions SET note = 'x'", "runners SET host = 'x'", "memberships SET roles = '{admin}'",
        ] {
            let statement = "UPDATE \(change) WHERE team_id = '\(Self.north)'"
            #expect(try Attack.run(world, team: Self.south, statement) == "nothing", "\(change)")
        }
        #expect(
            try Attack.run(world, team: Self.south, "DELETE FROM memberships WHERE person_id = 'per_author'")
                == "nothing")
    }

    /// A person finds their own memberships before any team is chosen, and may not change them so.
    @Test func aPersonSeesTheirOwnMembershipsOnly() throws {
        let world = try World.make()
        let mine = "FROM memberships WHERE person_id = 'per_author'"
        #expect(try Attack.run(world, person: "per_author", "PERFORM \(mine)") == "done")
        #expect(try Attack.run(world, person: "per_stranger", "PERFORM \(mine)") == "nothing")
        #expect(try Attack.run(world, person: "per_author", "DELETE \(mine)") == "nothing")
        #expect(
            try Attack.run(
                world, person: "per_author", "UPDATE memberships SET roles = '{admin}' WHERE person_id = 'per_author'")
                == "nothing")
    }

    @Test func whoPublishedNeverChanges() throws {
        let world = try World.make()
        try world.publishSampleTemplate()
        for statement in [
            "UPDATE template_versions SET published_by = 'per_second'",
            "UPDATE template_versions SET published_at = now() + interval '1 day'",
            "UPDATE template_versions SET state = 'draft', published_by = NULL, published_at = NULL",
        ] {
            #expect(try Attack.run(world, team: Self.north, statement) == "wrong_state")
        }
        let deprecate = "UPDATE template_versions SET state = 'deprecated'"
        #expect(
            try Attack.run(world, team: Self.north, "\(deprecate), deprecation = 'old'") == "deprecated_by_somebody")
        #expect(
            try Attack.run(
                world, team: Self.north, person: "per_author",
                "\(deprecate), deprecated_by = 'per_author', deprecated_at = now(), deprecation = 'old'") == "done")
    }

    /// What is current follows from when it was published; and only what is deprecated is replaced by something.
    @Test func theDatabaseSaysWhenAVersionIsPublished() throws {
        let world = try World.make()
        _ = try PushTemplate.run(world.team(.author), World.sampleTemplate())
        let publish = """
            UPDATE template_versions SET state = 'published', published_by = 'per_admin', published_at = '2020-01-01'
            """
        func attack(_ more: String) throws -> String {
            try Attack.run(world, team: Self.north, person: "per_admin", publish + more)
        }
        #expect(try attack("") == "done")
        #expect(
            try attack("; PERFORM FROM template_versions WHERE published_at < now() - interval '1 hour'") == "nothing")
        #expect(try attack(", instead = 'other'") == "deprecated_for_a_reason")
        #expect(try attack(", deprecation = 'old'") == "deprecated_for_a_reason")
    }

    private func fill(_ world: World) throws {
        try world.enactSmallTeamPolicy()
        _ = try PushTemplate.run(world.team(.author), World.sampleTemplate())
        try world.putContext("Ours.")
        try world.putContext("Everybody's.", layer: .organisation, by: .author, approvedBy: .admin)
        _ = try ConfirmContext.run(world.team(.second), layer: "team", version: 1, ContextChoice())
    }
}
