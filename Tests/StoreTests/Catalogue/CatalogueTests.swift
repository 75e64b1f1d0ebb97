import Store
import TestSupport
import Testing

/// Walks PostgreSQL's catalogue after all migrations, so that a new table cannot forget what keeps teams apart.
@Suite struct CatalogueTests {
    /// Tables that belong to no team, and why each may.
    static let installationTables: [String: String] = [
        "persons": "a person can be in several teams",
        "teams": "the list of teams itself",
        "tokens": "a person's, looked up by hash before a team is known",
        "installation": "one row: the key of receipts and the epoch",
        "attention_clocks": "a person has one attention, whatever team it is in",
        "idempotency_keys": "keyed by who calls; a change may be of the installation",
        "schema_migrations": "the migrator's own record",
    ]

    @Test func everyTableBelongsToATeamOrIsListed() throws {
        let tables = try Catalogue.all(Tables())
        #expect(tables.count > 30)
        let unlisted = tables.filter { !$0.hasTeam }.map(\.name)
        #expect(Set(unlisted) == Set(Self.installationTables.keys))
    }

    @Test func teamTablesAreProtectedAndKeyedByTeam() throws {
        for table in try Catalogue.all(Tables()) where table.hasTeam {
            #expect(table.isProtected, "\(table.name): row-level security is enabled and forced")
            #expect(table.firstKeyColumn == "team_id", "\(table.name): the primary key starts with team_id")
        }
    }

    @Test func teamTablesReferEachOtherWithinTheTeam() throws {
        let keys = try Catalogue.all(TeamForeignKeys())
        #expect(keys.count > 15)
        #expect(keys.filter { !$0.isWithinTeam }.map(\.name) == [])
    }

    /// Row-level security that looks at anything but the team of the transaction is a decision, so it is written here.
    @Test func policiesAreTheKnownOnes() throws {
        let team = "(team_id = current_team())"
        let policies = try Catalogue.all(Policies()).filter { policy in
            !(policy.name == "team" && policy.uses == team && policy.checks == team && policy.roles == ["public"])
                && !(policy.name == "system" && policy.roles == ["countersign_system"] && policy.command == "SELECT")
                && !(policy.name == "auditor" && policy.roles == ["countersign_auditor"] && policy.command == "SELECT")
        }
        #expect(
            policies.map(\.summary) == [
                "context_confirmations organisation SELECT (team_id = 'team_installation'::text)",
                "context_documents organisation SELECT ((team_id = 'team_installation'::text) AND "
                    + "((state)::text = 'approved'::text))",
                "memberships own SELECT ((person_id)::text = current_person())",
                "outbox reconsideration INSERT (kind = 'reconsider_reviews'::text)",
            ])
    }

    @Test func theServiceOwnsNothing() throws {
        #expect(try Catalogue.all(OwnedByService()) == [])
    }

    /// What the service may do beyond reading and adding, table by table: what is not here is refused by the database.
    @Test func theServiceChangesOnlyWhatItMust() throws {
        let rights = try Catalogue.all(ServiceRights())
        #expect(
            rights == [
                "absences UPDATE", "action_requests UPDATE", "attempts UPDATE", "context_documents UPDATE",
                "criterion_answers UPDATE",
                "delegations UPDATE", "effects UPDATE",
                "findings UPDATE", "idempotency_keys DELETE", "memberships DELETE", "memberships UPDATE",
                "outbox UPDATE", "outputs UPDATE", "persons UPDATE", "questions UPDATE",
                "review_shortages UPDATE", "reviews UPDATE",
                "runners UPDATE", "runs UPDATE", "template_labels UPDATE", "template_versions UPDATE", "tokens UPDATE",
            ])
    }

    @Test func appendOnlyTablesRefuseEverybody() throws {
        let guarded = Set(try Catalogue.all(AppendOnlyTables()))
        let expected: Set = [
            "action_decisions", "artifact_parts", "artifacts", "context_confirmations", "defect_judgements", "events",
            "frames",
            "output_chunks", "output_defects", "output_files", "output_versions", "policy_approvals", "policy_bundles",
            "policy_proposals", "policy_withdrawals", "quarantined_submissions", "run_briefs", "run_files", "sign_offs",
            "template_files", "template_finding_answers", "trust_demotions", "trust_moves", "trust_proposals",
            "verdicts",
        ]
        #expect(guarded.isSuperset(of: expected), "not guarded: \(expected.subtracting(guarded).sorted())")
        let rights = try Catalogue.all(ServiceRights())
        for table in guarded {
            #expect(!rights.contains("\(table) UPDATE") && !rights.contains("\(table) DELETE"), "\(table)")
        }
    }

    /// A function that runs with its owner's rights must not find tables where its caller says.
    @Test func powerfulFunctionsFixTheirSearchPath() throws {
        let functions = try Catalogue.all(DefinerFunctions())
        #expect(functions.count >= 3)
        #expect(functions.filter { !$0.hasSearchPath }.map(\.name) == [])
        #expect(functions.filter(\.isForEverybody).map(\.name) == [])
    }
}

enum Catalogue {
    /// Asks the owner's view of a migrated database.
    static func all<Q: Query>(_ query: Q) throws -> [Q.Row] {
        let database = try ScratchDatabase.make()
        let connection = Connection(url: database.ownerURL)
        try connection.open()
        return try connection.all(query)
    }
}
