import API
import Domain
import Operations
import Platform
import Store
import TestSupport
import Testing

/// Somebody has taken over the service itself and talks SQL in its role, as any person of the team.
@Suite struct ReviewSQLTests {
    /// What the statement met: a failure's code, `permission` for what the role may not do, nil if it passed.
    private static func attack(_ story: ReviewStory, as login: World.Login, _ script: String) throws -> String? {
        let connection = Connection(url: story.world.database.appURL)
        try connection.open()
        do {
            try connection.run(
                script: """
                    BEGIN; SET LOCAL countersign.team = '\(World.northID)'; SET LOCAL countersign.person = '\(login.id)';
                    \(script); COMMIT
                    """)
            return nil
        } catch let failure as Failure {
            return failure.code.rawValue
        } catch let DatabaseError.defect(_, reason) {
            return reason.contains("42501") ? "permission" : reason
        } catch { return "\(error)" }
    }

    @Test(
        arguments: [
            "INSERT INTO verdicts SELECT * FROM verdicts", "UPDATE verdicts SET flags = '{}'", "DELETE FROM verdicts",
            "INSERT INTO receipts SELECT * FROM receipts", "UPDATE receipts SET acknowledged_at = now()",
            "DELETE FROM receipts", "UPDATE attention_clocks SET credited_until = credited_until - interval '1 h'",
            "INSERT INTO attention_clocks (person_id, credited_until) VALUES ('per_second', now() - interval '1 h')",
            "DELETE FROM reviews", "DELETE FROM findings", "DELETE FROM criterion_answers",
            "UPDATE output_chunks SET refuse_milliseconds = 0",
            "UPDATE output_versions SET content_digest = sha256('x')",
            "SELECT open_review('x')", "TRUNCATE verdicts", "ALTER TABLE reviews DISABLE TRIGGER guard_review",
            "SET session_replication_role = replica",
        ])
    func whatTheRoleMayNotDo(script: String) throws {
        let story = try ReviewStory.make()
        #expect(try Self.attack(story, as: .reviewer, script) == "permission")
    }

    @Test func reviewsAndFindingsKeepTheirPeople() throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        let finding = try reader.find("This blocks", blocking: true).id
        let mine = "WHERE id = '\(reader.review)'"
        for (script, code) in [
            ("UPDATE reviews SET reviewer_id = 'per_admin' \(mine)", "wrong_state"),
            ("UPDATE reviews SET output_id = 'out_other' \(mine)", "wrong_state"),
            ("UPDATE reviews SET state = 'closed', closed_at = now() \(mine)", "wrong_state"),
            ("UPDATE reviews SET state = 'stale', closed_at = now() \(mine)", "wrong_state"),
            ("UPDATE findings SET text = 'nothing' WHERE id = '\(finding)'", "wrong_state"),
            ("UPDATE findings SET is_blocking = false WHERE id = '\(finding)'", "wrong_state"),
            (
                "UPDATE findings SET closed_by = 'per_reviewer', closed_at = now(), closed_on_version = 2 WHERE id = '\(finding)'",
                "not_allowed"
            ),
            (
                """
                INSERT INTO criterion_answers (team_id, review_id, criterion, answer)
                VALUES ('\(World.northID)', '\(reader.review)', 'breaking', 'pass')
                """, "wrong_state"
            ),
        ] {
            let login: World.Login = script.contains("criterion_answers") ? .admin : .reviewer
            #expect(try Self.attack(story, as: login, script) == code, "\(script)")
        }
        let close = "closed_at = now(), closed_on_version = 2 WHERE id = '\(finding)'"
        _ = try story.submitAgain()
        #expect(
            try Self.attack(story, as: .admin, "UPDATE findings SET closed_by = 'per_reviewer', \(close)")
                == "not_allowed")
        #expect(
            try Self.attack(story, as: .admin, "UPDATE findings SET closed_by = 'per_admin', \(close)")?
                .hasPrefix("checkViolation") == true)
        #expect(
            try Self.attack(story, as: .reviewer, "UPDATE findings SET closed_by = 'per_reviewer', \(close)") == nil)
        #expect(
            try Self.attack(
                story, as: .reviewer, "UPDATE findings SET closed_by = NULL, closed_at = NULL, closed_on_version = NULL"
            )
                == "already_decided")
    }

    /// A version goes back into review only where it was approved; what is released or sent back stays so until the next one.
    @Test func aVersionGoesItsWay() throws {
        let story = try ReviewStory.make()
        let states = ["in_review", "changes_requested", "approved", "released", "rejected"]
        let ways: Set = [
            "in_review approved", "in_review changes_requested", "in_review released", "changes_requested approved",
            "changes_requested released", "approved in_review", "approved changes_requested", "approved released",
        ]
        for from in states {
            for to in states where to != from {
                try story.world.tamper("UPDATE outputs SET review_state = '\(from)'")
                let met = try Self.attack(story, as: .reviewer, "UPDATE outputs SET review_state = '\(to)'")
                #expect(met == (ways.contains("\(from) \(to)") ? nil : "wrong_state"), "\(from) \(to)")
            }
            try story.world.tamper("UPDATE outputs SET review_state = '\(from)'")
            #expect(
                try Self.attack(
                    story, as: .reviewer,
                    "UPDATE outputs SET latest_version = latest_version + 1, review_state = 'in_review'; ROLLBACK; BEGIN"
                )
                    == nil)
        }
    }

    /// Who was not needed is asked again like who had no time: about what is in review, from now on, and not as if late.
    @Test func onlyWhatIsInReviewIsAskedForAgain() throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        func end(_ state: String, late: Bool) throws {
            try story.world.tamper(
                """
                UPDATE reviews SET state = '\(state)', closed_at = now(), asked_again = \(late) WHERE id = '\(reader.review)'
                """)
        }
        func ask(_ settings: String) throws -> String? {
            try Self.attack(
                story, as: .admin,
                """
                UPDATE reviews SET state = 'open', closed_at = NULL, due_at = now() + interval '1 day', \(settings)
                WHERE id = '\(reader.review)'
                """)
        }
        try end("unneeded", late: false)
        #expect(try ask("assigned_at = now(), asked_again = true") == "wrong_state", "they were not late")
        #expect(try ask("asked_again = false") == "wrong_state", "from now on")
        try story.world.tamper("UPDATE outputs SET review_state = 'approved'")
        #expect(try ask("assigned_at = now(), asked_again = false") == "wrong_state", "others have approved it")
        try story.world.tamper("UPDATE outputs SET review_state = 'in_review'")
        #expect(try ask("assigned_at = now(), asked_again = false") == nil)
        try end("unneeded", late: true)
        #expect(try ask("assigned_at = now(), asked_again = false") == "wrong_state", "they were late once")
        #expect(try ask("assigned_at = now(), asked_again = true") == nil)
        try end("reassigned", late: false)
        #expect(try ask("assigned_at = now(), asked_again = false") == "wrong_state")
        #expect(try ask("assigned_at = now(), asked_again = true") == nil)
    }

    @Test func timeCannotBeMadeUp() throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        func move(_ milliseconds: Int, _ review: String?, _ chunk: Int?) throws -> String? {
            let place = review.map { "'\($0)', \(chunk ?? 0)" } ?? "NULL, NULL"
            return try Self.attack(story, as: .reviewer, "SELECT move_attention(\(milliseconds), \(place))")
        }
        #expect(try move(1, nil, nil) == "pace_implausible", "nothing has the attention")
        #expect(try move(0, reader.review, 0) == "not_found", "it has not been served")
        _ = try reader.serve(0)
        #expect(try move(60_000, reader.review, 0) == "pace_implausible", "more than has passed")
        #expect(try move(-1, reader.review, 0) == "pace_implausible")
        try reader.pass(seconds: 3_600)
        #expect(try move(20_001, reader.review, 0) == "pace_implausible", "more than one focus can get")
        #expect(try move(20_000, reader.review, 0) == nil)
        try reader.pass(seconds: 3_600)
        #expect(try move(1, reader.review, 0) == "pace_implausible", "its allowance is spent, and not renewed")
        let colleague = try story.assign(.second)
        _ = try colleague.serve(0)
        #expect(try move(0, colleague.review, 0) == "not_found", "somebody else's part")
    }

    @Test func receiptsAreTakenOnceInTheirSession() throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        func take(_ chunk: Int, _ receipt: String, _ session: String, as login: World.Login = .reviewer) throws
            -> String?
        {
            let hash = Digest.of(receipt).hex
            return try Self.attack(
                story, as: login, "SELECT acknowledge_chunk('\(reader.review)', \(chunk), '\\x\(hash)', '\(session)')")
        }
        #expect(try take(0, "x", "tok_reviewer") == "receipt_invalid")
        let receipt = try reader.serve(0).receipt
        #expect(try take(0, "x", "tok_reviewer") == "receipt_invalid")
        for blanks in ["NULL, 'tok_reviewer'", "'\\x\(Digest.of(receipt).hex)', NULL", "NULL, NULL"] {
            let script = "SELECT acknowledge_chunk('\(reader.review)', 0, \(blanks))"
            #expect(try Self.attack(story, as: .reviewer, script) == "receipt_invalid", "\(blanks)")
        }
        #expect(try take(0, receipt, "tok_other") == "receipt_invalid")
        #expect(try take(0, receipt, "tok_reviewer", as: .admin) == "not_found")
        #expect(try take(0, receipt, "tok_reviewer") == nil)
        #expect(try take(0, receipt, "tok_reviewer") == "receipt_invalid")
        let hash = Digest.of("mine").hex
        func serve(_ counter: Int) throws -> String? {
            try Self.attack(
                story, as: .reviewer, "SELECT serve_chunk('\(reader.review)', 0, \(counter), '\\x\(hash)', 's')")
        }
        #expect(try serve(1) == "receipt_invalid", "the counter does not go back")
        #expect(try serve(3) == "receipt_invalid", "and skips nothing")
        #expect(try serve(2) == nil)
    }

    /// The binding of an approval by this person, with parts replaced.
    static func record(
        _ story: ReviewStory, _ reader: Reader, as login: World.Login? = nil, verdict: String = "approve",
        _ replaced: [String: JSON] = [:]
    ) throws -> String? {
        let row = try story.world.team(.author).read { try $0.one(Bound(review: reader.review)) }
        let payload: JSON = .object(
            ([
                "team": .string(World.northID), "review": .string(reader.review),
                "output": .string(story.output.output),
                "version": .integer(Int64(story.output.number)), "person": .string(reader.login.id),
                "verdict": .string(verdict), "content_digest": .string(row.content.description),
                "manifest_root": .string(row.manifest.description),
                "criteria_digest": .string(row.criteria.description),
            ] as [String: JSON]).merging(replaced) { _, new in new })
        let text = payload.canonical
        return try attack(
            story, as: login ?? reader.login,
            "SELECT record_verdict('\(reader.review)', '\(verdict)', '\(text)', '\\x\(Digest.of(text).hex)', '{}', 60)")
    }

    @Test func aVerdictNeedsReadingWhateverTheServiceSays() throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        #expect(try Self.record(story, reader) == "coverage_incomplete")
        let receipts = try (0..<4).map { try reader.serve($0).receipt }
        for (chunk, receipt) in receipts.enumerated() { try reader.acknowledge(chunk, receipt) }
        #expect(try Self.record(story, reader) == "pace_implausible")
        try reader.readAll()
        #expect(try Self.record(story, reader) == "criteria_open")
        try reader.answerAll()
        _ = try reader.find("blocks", blocking: true)
        #expect(try Self.record(story, reader) == "finding_open")
    }

    @Test func aVerdictNamesWhatWasReviewed() throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        try reader.work()
        let other: JSON = .string(Digest.of("other").description)
        for (key, value) in [
            "team": "team_other", "review": "rev_other", "output": "out_other", "version": 2, "person": "per_admin",
            "verdict": "changes", "content_digest": other, "manifest_root": other, "criteria_digest": other,
        ] as [String: JSON] {
            #expect(try Self.record(story, reader, [key: value]) == "stale", "\(key)")
        }
        #expect(try Self.record(story, reader, as: .admin) == "not_found")
        #expect(try Self.record(story, reader) == nil)
        #expect(try Self.record(story, reader) == "wrong_state")
    }

    @Test(arguments: ["runners SET operator_id", "template_versions SET author_id", "runs SET requested_by"])
    func nobodyApprovesTheirOwnWork(part: String) throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        try reader.work()
        try story.world.tamper("UPDATE \(part) = 'per_reviewer'")
        #expect(try Self.record(story, reader) == "conflict_of_interest")
    }

    /// Nor that of somebody for whom they act, or have acted since it was asked for.
    @Test(
        arguments: ["runners SET operator_id", "template_versions SET author_id", "runs SET requested_by"],
        ["ended_by = 'per_second', ended_at", "ends_at"])
    func nobodyApprovesTheWorkOfWhomTheyActFor(part: String, end: String) throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        try reader.work()
        try story.world.delegate(.second, to: .reviewer)
        try story.world.tamper("UPDATE \(part) = 'per_second'")
        #expect(try Self.record(story, reader) == "conflict_of_interest")
        let begin = "offered_at = now() - interval '3 days', begins_at = now() - interval '3 days'"
        let over = "UPDATE delegations SET \(begin), \(end) = (SELECT max(created_at) FROM runs)"
        try story.world.tamper("\(over) + interval '1 millisecond'")
        #expect(try Self.record(story, reader) == "conflict_of_interest")
        try story.world.tamper(over)
        #expect(try Self.record(story, reader) == nil)
    }

    /// What was only offered, or begins after the verdict, is no part of it.
    @Test(arguments: ["begins_at = NULL", "begins_at = now() + interval '1 minute'"])
    func whoDoesNotActYetHasNoPart(begin: String) throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        try reader.work()
        try story.world.delegate(.author, to: .reviewer)
        #expect(try Self.record(story, reader) == "conflict_of_interest")
        try story.world.tamper("UPDATE delegations SET \(begin)")
        #expect(try Self.record(story, reader) == nil)
    }

    @Test func nobodyOutsideTheTeamReviews() throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        try reader.work()
        let insert = """
            INSERT INTO reviews (team_id, id, output_id, number, reviewer_id)
            VALUES ('\(World.northID)', 'rev_x', '\(story.output.output)', 1, 'per_stranger')
            """
        #expect(try Self.attack(story, as: .admin, insert) == "not_allowed")
        try story.world.database.run("DELETE FROM memberships WHERE person_id = 'per_reviewer'")
        #expect(try Self.record(story, reader) == "not_found")
    }

    @Test func anEarlierVersionIsNotApprovedAnyMore() throws {
        let story = try ReviewStory.make()
        let reader = try story.assign(.reviewer)
        try reader.work()
        _ = try story.submitAgain()
        #expect(try Self.record(story, reader) == "wrong_state")
        try story.world.tamper("UPDATE reviews SET state = 'open', closed_at = NULL WHERE id = '\(reader.review)'")
        #expect(try Self.record(story, reader) == "stale")
    }
}

private struct Bound: Query {
    let review: String
    static let sql = """
        SELECT content_digest, manifest_root, criteria_digest FROM output_versions JOIN reviews USING (team_id, output_id, number)
        WHERE reviews.id = $1
        """
    var parameters: [any SQLValue] { [review] }
    static func row(_ columns: inout Columns) throws -> (content: Digest, manifest: Digest, criteria: Digest) {
        (try columns.next(), try columns.next(), try columns.next())
    }
}
