import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// Every guard of runs and outputs, attacked by SQL in the service's own role: what the service would do if it were
/// wrong, or somebody else's.
@Suite struct RunGuardTests {
    /// A run that is at work (with frames, a question and a file), one whose lease has passed, and a submitted one.
    private struct Scene {
        let story: RunStory
        let running: ClaimedRun
        let late: ClaimedRun
        let done: ClaimedRun
        let output: String

        init() throws {
            story = try RunStory.make()
            done = try story.start()
            output = try story.submit(done).output
            late = try story.start()
            var request = RunStory.request
            request.files = [API.InputFile(name: "a", digest: try story.upload("a"))]
            _ = try story.dispatch(request)
            running = try #require(try story.claim())
            _ = try story.append(RunStory.frames(["one", "two"]), to: running)
            _ = try AskQuestion.run(
                story.world.runner(), runID: running.id, attempt: 1, AskRequest(term: 1, text: "Why?", options: []))
            try story.letLeasePass(late.id)
        }

        /// Nil if the database did it.
        func attack(_ sql: String) throws -> String? {
            let app = Connection(url: story.world.database.appURL)
            try app.open()
            do {
                try app.run(script: "BEGIN; SET LOCAL countersign.team = '\(World.northID)'; \(sql); COMMIT")
                return nil
            } catch let failure as Failure {
                return failure.code.rawValue
            } catch DatabaseError.defect(_, let reason) {
                return reason.contains("42501") ? "no permission" : reason
            } catch {
                return "\(error)"
            }
        }
    }

    @Test func whatARunWasDispatchedWithNeverChanges() throws {
        let scene = try Scene()
        let run = "WHERE id = '\(scene.running.id)'"
        for change in [
            "template = 'other'", "template_version = 2", "title = 'x'", "use_case = 'x'", "mode = 'cowork'",
            "policy_number = 2", "inputs = '{}'", "needs = '{}'", "timeout_seconds = 86400",
            "requested_by = 'per_admin'",
            "parent_id = id", "created_at = now()", "risk = 'routine'",
        ] {
            #expect(try scene.attack("UPDATE runs SET \(change) \(run)") == "wrong_state", "\(change)")
        }
        for change in ["term = 0", "attempt = 0"] {
            #expect(try scene.attack("UPDATE runs SET \(change) \(run)") == "lease_lost", "\(change)")
        }
        #expect(try scene.attack("DELETE FROM runs \(run)") == "no permission")
        let brief = "run_id = '\(scene.running.id)'"
        for (table, change) in [("run_briefs", "text = 'x'"), ("run_files", "name = 'x'")] {
            #expect(try scene.attack("UPDATE \(table) SET \(change) WHERE \(brief)") == "no permission")
            #expect(try scene.attack("DELETE FROM \(table) WHERE \(brief)") == "no permission")
        }
        #expect(
            try scene.attack(
                "INSERT INTO run_files SELECT team_id, run_id, 'more', digest, 1 FROM run_files WHERE \(brief)")
                == "wrong_state")
        #expect(
            try scene.attack(
                "INSERT INTO run_briefs SELECT team_id, run_id, 'x', digest, origins, pins FROM run_briefs")
                == "wrong_state")
    }

    @Test func statesGoTheirWay() throws {
        let scene = try Scene()
        let moves: [(String, String)] = [
            (scene.running.id, "queued"), (scene.running.id, "archived"), (scene.done.id, "running"),
            (scene.done.id, "error"), (scene.done.id, "cancelled"),
        ]
        for (run, state) in moves {
            let end = ["queued", "running"].contains(state) ? "NULL" : "now()"
            let answer = try scene.attack(
                "UPDATE runs SET state = '\(state)', ended_at = \(end) WHERE id = '\(run)'")
            #expect(answer == "wrong_state", "\(state)")
        }
        #expect(
            try scene.attack("UPDATE runs SET state = 'completed' WHERE id = '\(scene.running.id)'")
                == "\(DatabaseError.checkViolation(constraint: "runs_check"))", "an end without its time")
    }

    @Test func anAttemptKeepsItsRunnerAndItsEnd() throws {
        let scene = try Scene()
        let running = "WHERE run_id = '\(scene.running.id)'"
        for change in ["runner_id = 'rnr_other'", "term = 9", "number = 9"] {
            #expect(try scene.attack("UPDATE attempts SET \(change) \(running)") == "lease_lost", "\(change)")
        }
        #expect(try scene.attack("UPDATE attempts SET frame_count = 1 \(running)") == "frame_conflict")
        #expect(
            try scene.attack("UPDATE attempts SET state = 'host_lost', ended_at = now() \(running)") == "wrong_state",
            "its lease has not passed")
        let late = "WHERE run_id = '\(scene.late.id)'"
        for change in [
            "lease_expires_at = now() + interval '1 hour'", "state = 'submitted', ended_at = now()", "frame_count = 3",
        ] {
            #expect(try scene.attack("UPDATE attempts SET \(change) \(late)") == "lease_lost", "\(change)")
        }
        let done = "WHERE run_id = '\(scene.done.id)'"
        for change in [
            "state = 'running', ended_at = NULL", "reason = 'x'", "lease_expires_at = now() + interval '1 hour'",
        ] {
            #expect(try scene.attack("UPDATE attempts SET \(change) \(done)") == "lease_lost", "\(change)")
        }
        #expect(try scene.attack("DELETE FROM attempts \(done)") == "no permission")
        #expect(
            try scene.attack(
                """
                INSERT INTO attempts (team_id, run_id, number, runner_id, term, lease_expires_at)
                SELECT team_id, run_id, 2, runner_id, 2, now() + interval '1 hour' FROM attempts \(running)
                """) == "\(DatabaseError.uniqueViolation(constraint: "attempts_one_running"))")
    }

    @Test func aTranscriptIsOnlyAddedToWhileItsAttemptGoesOn() throws {
        let scene = try Scene()
        #expect(try scene.attack("UPDATE frames SET body = 'x'") == "no permission")
        #expect(try scene.attack("DELETE FROM frames") == "no permission")
        #expect(
            try scene.attack(
                """
                INSERT INTO frames (team_id, run_id, attempt, sequence, kind, body, digest)
                VALUES ('\(World.northID)', '\(scene.done.id)', 1, 1, 'output', 'forged', sha256('x'))
                """) == "lease_lost")
        // Even the owner, whom no grant stops.
        for sql in [
            "UPDATE frames SET body = 'x'", "DELETE FROM frames", "TRUNCATE frames", "DELETE FROM output_chunks",
        ] {
            #expect(throws: Failure.self) {
                try scene.story.world.database.run("SET countersign.team = '\(World.northID)'; \(sql)")
            }
        }
    }

    @Test func aQuestionIsAnsweredOnceAndInTime() throws {
        let scene = try Scene()
        for change in ["text = 'x'", "deadline = now() + interval '1 day'", "run_id = '\(scene.done.id)'"] {
            #expect(try scene.attack("UPDATE questions SET \(change)") == "wrong_state", "\(change)")
        }
        #expect(try scene.attack("UPDATE questions SET state = 'expired'") == "wrong_state")
        try scene.story.world.tamper("UPDATE questions SET deadline = now() - interval '1 second'")
        let answer = "state = 'answered', answer = 'x', answered_by = 'per_author', answered_at = now()"
        #expect(try scene.attack("UPDATE questions SET \(answer)") == "expired")
        #expect(try scene.attack("UPDATE questions SET state = 'expired'") == nil)
        #expect(try scene.attack("UPDATE questions SET state = 'open'") == "already_decided")
        #expect(try scene.attack("DELETE FROM questions") == "no permission")
    }

    @Test func anOutputVersionNeverChanges() throws {
        let scene = try Scene()
        for table in [
            "output_versions", "output_files", "output_chunks", "quarantined_submissions", "artifacts",
            "artifact_parts",
        ] {
            #expect(try scene.attack("DELETE FROM \(table)") == "no permission")
            #expect(try scene.attack("UPDATE \(table) SET team_id = team_id") == "no permission")
        }
        #expect(
            try scene.attack(
                "INSERT INTO output_files SELECT team_id, output_id, number, 'more.md', kind, digest, size_bytes FROM output_files"
            )
                == "wrong_state")
        #expect(
            try scene.attack(
                """
                INSERT INTO output_chunks
                    SELECT (jsonb_populate_record(chunks, jsonb_build_object('chunk', chunk + 100))).* FROM output_chunks chunks
                """) == "wrong_state")
        for change in [
            "run_id = '\(scene.running.id)'", "title = 'x'", "risk = 'routine'", "latest_version = 3",
            "created_at = now()",
            "latest_version = 2, review_state = 'approved'",
        ] {
            #expect(try scene.attack("UPDATE outputs SET \(change)") == "wrong_state", "\(change)")
        }
    }

    /// Row-level security, whatever the statement says.
    @Test func anotherTeamsRowsAreNotThere() throws {
        let scene = try Scene()
        let south = TransactionScope.team(World.southID)
        for table in [
            "runs", "run_briefs", "run_files", "attempts", "frames", "questions", "outputs", "output_versions",
            "output_files",
            "output_chunks", "artifacts", "artifact_parts", "events",
        ] {
            let app = Connection(url: scene.story.world.database.appURL)
            try app.open()
            try app.run(
                script: """
                    BEGIN; SET LOCAL countersign.team = '\(World.southID)';
                    DO $$ BEGIN IF EXISTS (SELECT FROM \(table) WHERE team_id <> '\(World.southID)')
                        THEN RAISE 'foreign rows in \(table)'; END IF; END $$; COMMIT
                    """)
        }
        #expect(
            try scene.story.world.services.pool.transaction(south) { tx in
                try tx.runNow(SetRunState(team: World.northID, run: scene.running.id, state: .cancelled))
            } == 0)
    }
}
