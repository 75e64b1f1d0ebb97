import API
import Domain
import Operations
import TestSupport
import Testing

/// A review that is not finished in time is passed on; silence never approves, and it holds nothing up for good either.
@Suite struct OverdueTests {
    @Test func somebodyElseIsAsked() throws {
        let story = try RunStory.make(owners: "* @@reviewer\n").delivered()
        let late = try story.reader()
        let other: World.Login = late.login == .reviewer ? .second : .reviewer
        try late.work()
        // They have not looked at it for a while.
        try story.world.tamper("UPDATE receipts SET served_at = served_at - interval '2 hours'")
        #expect(try story.world.runDue() == 0)
        try story.letTimePass()
        #expect(try story.world.runDue() == 1)
        #expect(try story.states() == ["\(late.login) reassigned", "\(other) open"].sorted())
        let event = try #require(try story.world.lastEvent("review_reassigned"))
        #expect(event["subject"] == .string("review:\(late.review)") && event["actor"] == "system:rescue")
        #expect(event["data"]?["reviewer"] == .string(late.login.id) && event["data"]?["to"] == [.string(other.id)])
        #expect(event["data"]?["because"]?.string?.hasPrefix("not finished by 20") == true)
        // What was theirs is not theirs any more.
        #expect(refusal { try late.give(.approve) } == .expired)
        let refused = try #require(#expect(throws: Failure.self) { try late.serve(0) })
        #expect(refused.code == .expired && refused.message.hasPrefix("this review was not finished by 20"))
        #expect(refused.message.contains(", and \(other) has been asked"))
        #expect(try ShowInbox.run(story.world.team(late.login)).reviews.isEmpty)
        #expect(try !story.approval().isEffective)
        let reader = try story.reader()
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        #expect(try story.world.runDue() == 0)
    }

    @Test func whoeverIsReadingIsLeftToIt() throws {
        let story = try RunStory.make(owners: "* @@reviewer\n").delivered()
        let reader = try story.reader()
        try story.letTimePass()
        _ = try reader.serve(0)
        #expect(try story.world.runDue() == 0)
        #expect(try story.states() == ["\(reader.login) open"])
        try story.world.tamper("UPDATE receipts SET served_at = served_at - interval '61 minutes'")
        #expect(try story.world.runDue() == 1)
    }

    @Test func thePolicySaysHowLong() throws {
        let runs = try RunStory.make(policy: { files in
            files = files.filter { !$0.key.hasPrefix("cases/") }
            files["review.yaml"] = "risks:\n  shared: {overdue: 3d}\n"
        })
        let story = try runs.delivered()
        let review = try #require(try story.show().reviews.first)
        #expect(review.dueAt == review.assignedAt + 3 * World.day)
        try story.letTimePass()
        #expect(try story.world.runDue() == 0)
        try story.letTimePass()
        #expect(try story.world.runDue() == 1)
    }

    @Test func whoIsAwayUntilAfterItIsDueIsNotWaitedFor() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let reader = try story.reader()
        let (first, other): (World.Login, World.Login) =
            reader.login == .reviewer ? (.reviewer, .second) : (.second, .reviewer)
        let brief = try Absence.set(runs.world.team(first), AbsenceRequest(endsAt: runs.world.now() + 3600))
        #expect(try runs.world.runDue() == 0, "back in time")
        try Absence.clear(runs.world.team(first), id: brief.id)
        let absence = try runs.world.absent(first)
        #expect(try runs.world.runDue() == 1)
        #expect(try story.states().contains("\(first) reassigned"))
        #expect(
            try runs.world.lastEvent("review_reassigned")?["data"]?["because"]
                == .string("absent until \(absence.endsAt)"))
        let refused = #expect(throws: Failure.self) { try reader.serve(0) }
        #expect(
            refused?.message.hasPrefix("you are away until \(absence.endsAt.minute), and \(other) has been asked")
                == true)
        try Absence.clear(runs.world.team(first), id: absence.id)
        let back = #expect(throws: Failure.self) { try reader.serve(0) }
        #expect(back?.message.hasPrefix("you were away, and \(other) has been asked") == true)
        try runs.world.tamper(
            """
            UPDATE reviews SET assigned_at = assigned_at - interval '2 days', due_at = due_at - interval '2 days',
                closed_at = closed_at - interval '2 days' WHERE id = '\(reader.review)'
            """)
        let later = #expect(throws: Failure.self) { try reader.serve(0) }
        #expect(later?.message.hasPrefix("you were away, and ") == true, "that it would be due now is not their doing")
    }

    /// The chain of OWNERS: who stands in counts once an owner is late.
    @Test func whoStandsInIsAskedAndCounts() throws {
        let story = try RunStory.make(owners: "* @reviewer\n^[Fallback]\n* @nobody @second\n").delivered()
        #expect(try story.reader().login == .reviewer)
        try story.letTimePass()
        try story.world.runDue()
        #expect(try story.states() == ["reviewer reassigned", "second open"])
        let reader = try story.reader()
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        #expect(try story.approval().isEffective)
    }

    /// Whoever had no time once is asked again where nobody else is left, and what they had read they have read.
    @Test func whoWasLateIsAskedAgainWhenNeeded() throws {
        let runs = try RunStory.make(owners: "[Notes][2] @reviewer @second\n*.md\n^[Fallback]\n* @admin\n")
        let absence = try runs.world.absent(.reviewer)
        let story = try runs.delivered()
        #expect(try story.states() == ["admin open", "second open"])
        let late = try #require(try story.readers().first { $0.login == .second })
        try late.readAll()
        try runs.world.tamper("UPDATE receipts SET served_at = served_at - interval '2 hours'")
        try runs.world.tamper(
            """
            UPDATE reviews SET assigned_at = assigned_at - interval '2 days', due_at = due_at - interval '2 days'
            WHERE id = '\(late.review)'
            """)
        try Absence.clear(runs.world.team(.reviewer), id: absence.id)
        try runs.world.runDue()
        try runs.world.reconsider()
        #expect(try story.states() == ["admin open", "reviewer open", "second reassigned"])
        try runs.world.absent(.admin)
        try runs.world.runDue()
        try runs.world.reconsider()
        #expect(try story.states() == ["admin reassigned", "reviewer open", "second open"])
        let shortage = try #require(try runs.world.shortages().first)
        #expect(shortage.excluded["admin"]?.last == "asked before, and was away then", "their time had not passed")
        let event = try #require(try runs.world.lastEvent("review_assigned"))
        #expect(event["subject"] == .string("review:\(late.review)") && event["data"]?["again"] == true)
        let review = try #require(try story.show().reviews.first { $0.id == late.review })
        #expect(try review.dueAt > runs.world.now() && runs.world.runDue() == 0)
        try late.answerAll()
        #expect(try late.give(.approve).reviewState == .inReview)
        let other = try story.reader()
        try other.work()
        #expect(try other.give(.approve).reviewState == .approved)
        #expect(try story.approval().isEffective)
    }

    /// People who are always late are asked in turn: the admins are told once it begins anew, and whoever is new is asked at once.
    @Test func askingInTurnIsNoSecret() throws {
        let runs = try RunStory.make(owners: "* @reviewer @second @admin\n")
        let absence = try runs.world.absent(.admin)
        let story = try runs.delivered()
        let first = try story.reader().login
        let other: World.Login = first == .reviewer ? .second : .reviewer
        try story.letTimePass()
        try runs.world.runDue()
        #expect(try story.states() == ["\(first) reassigned", "\(other) open"].sorted())
        #expect(try runs.world.shortages().isEmpty)
        try story.letTimePass()
        try runs.world.runDue()
        #expect(try story.states() == ["\(first) open", "\(other) reassigned"].sorted())
        let shortage = try #require(try runs.world.shortages().first)
        #expect(
            shortage.missing == [
                "an answer: it was passed on from reviewer, second before, nobody else is left, and they are asked in turn"
            ])
        #expect(shortage.excluded[other.rawValue]?.first?.hasPrefix("asked, and not finished by 20") == true)
        #expect(shortage.excluded[first.rawValue] == ["asked before, and did not finish in time"])
        #expect(shortage.remedies.contains { $0.contains("absence set --person reviewer") }, "\(shortage.remedies)")
        #expect(shortage.remedies.contains { $0.contains("a policy names more owners on line OWNERS:1") })
        // It stays so, and is told once.
        for _ in 0..<2 {
            try story.letTimePass()
            try runs.world.tamper("UPDATE review_shortages SET tried_at = tried_at - interval '11 minutes'")
            #expect(try runs.world.runDue() == 1)
            #expect(try runs.world.shortages().first?.since == shortage.since)
        }
        #expect(try runs.world.eventNames().filter { $0 == "review_unassignable" }.count == 1)
        try Absence.clear(runs.world.team(.admin), id: absence.id)
        try runs.world.reconsider()
        #expect(try story.states().contains("admin open"))
        #expect(try runs.world.shortages().isEmpty)
    }

    /// Who was asked and could not tell is not asked for it again, and the admins read why.
    @Test func whoCouldNotTellIsNamed() throws {
        let story = try RunStory.make(owners: "* @reviewer\n").delivered()
        let reader = try story.reader()
        try reader.give(.cannotTell, reason: "I do not know this part of the product")
        #expect(try story.world.shortages().first?.excluded["reviewer"] == ["asked, could not tell"])
        #expect(try !story.states().contains("reviewer open"))
    }

    @Test func whatOthersHaveApprovedIsOver() throws {
        let story = try RunStory.make(owners: "* @@reviewer\n").delivered()
        let reader = try story.reader()
        let other = try story.assign(reader.login == .reviewer ? .second : .reviewer)
        let busy = try story.assign(.admin)
        _ = try busy.serve(0)
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        #expect(try story.states() == ["admin open", "\(reader.login) closed", "\(other.login) unneeded"].sorted())
        #expect(try ShowInbox.run(story.world.team(other.login)).reviews.isEmpty)
        #expect(try story.runs.events("review:\(other.review)").last == "review_unneeded")
        let refused = #expect(throws: Failure.self) { try other.serve(0) }
        #expect(refused?.message.hasPrefix("others have approved this version") == true)
    }

    @Test func whoStoodInForSomebodyAwayFinishesWhenTheyAreBack() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n^[Fallback]\n* @second\n")
        let absence = try runs.world.absent(.reviewer)
        let story = try runs.delivered()
        let reader = try story.reader()
        #expect(reader.login == .second)
        try story.world.tamper("UPDATE reviews SET assigned_at = assigned_at + interval '10 milliseconds'")
        try reader.work()
        try story.world.tamper("UPDATE absences SET begins_at = begins_at - interval '1 hour'")
        try Absence.clear(runs.world.team(.reviewer), id: absence.id)
        #expect(try reader.give(.approve).reviewState == .approved)
        #expect(try story.approval().isEffective)
    }

    /// Nobody is left: the review stays with its reviewer, the admins are told once, and it is tried again.
    @Test func whereNobodyIsLeftAdminsAreTold() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        let story = try runs.delivered()
        let reader = try story.reader()
        try runs.world.absent(.second)
        try story.letTimePass()
        #expect(try runs.world.runDue() == 1)
        #expect(try story.states() == ["admin open", "reviewer open"], "whoever may review at all is asked besides")
        let lack = "an approval by @reviewer for release-notes.md (OWNERS:1)"
        let shortage = try #require(try runs.world.shortages().first)
        #expect(shortage.output == story.output.output && shortage.version == 1)
        #expect(shortage.missing.contains(lack) && shortage.excluded["second"]?.count == 1)
        let due = try #require(try story.show().reviews.first { $0.reviewer == "reviewer" }).dueAt
        #expect(shortage.excluded["reviewer"] == ["asked, and not finished by \(due.minute)"])
        #expect(
            shortage.remedies == [
                "an admin says that reviewer is away: `countersign absence set --person reviewer --until DAY --reason TEXT`, "
                    + "and then who acts for reviewer: `countersign owners delegate --for reviewer --to LOGIN --until DAY --reason TEXT`, "
                    + "and LOGIN accepts",
                "for a new run, a policy names more owners on line OWNERS:1, or who stands in, under `^[Fallback]`",
            ])
        #expect(try runs.world.shortages(.reviewer).isEmpty)
        for team in [World.northID, World.southID] {
            let seen = try Attack.run(runs.world, team: team, "PERFORM FROM review_shortages")
            #expect(seen == (team == World.northID ? "done" : "nothing"))
        }
        // Not again and again.
        #expect(try runs.world.runDue() == 0)
        try runs.world.tamper("UPDATE review_shortages SET tried_at = tried_at - interval '11 minutes'")
        #expect(try runs.world.runDue() == 1)
        #expect(try runs.world.eventNames().filter { $0 == "review_unassignable" }.count == 1)
        #expect(try runs.world.shortages().first?.since == shortage.since)
        // Late, and all there is: their answer counts.
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        #expect(try runs.world.shortages().isEmpty)
        try runs.world.tamper("UPDATE review_shortages SET tried_at = tried_at - interval '11 minutes'")
        #expect(try runs.world.runDue() == 0)
    }

    /// Whoever comes back or is new is asked by the next try.
    @Test func aShortageEndsByItself() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n^[Fallback]\n* @second\n")
        let run = try runs.start()
        try runs.world.absent(.reviewer)
        let absence = try runs.world.absent(.second)
        let story = ReviewStory(runs: runs, output: try runs.submit(run, ["release-notes.md": ReviewStory.notes]))
        // An admin may look at it, but the line wants its owner.
        #expect(try runs.world.shortages().count == 1)
        try Absence.clear(runs.world.team(.second), id: absence.id)
        try runs.world.tamper("UPDATE review_shortages SET tried_at = tried_at - interval '11 minutes'")
        #expect(try runs.world.runDue() == 1)
        #expect(try story.states().contains("second open"))
        #expect(try runs.world.shortages().isEmpty)
        try runs.world.tamper("UPDATE review_shortages SET tried_at = tried_at - interval '11 minutes'")
        #expect(try runs.world.runDue() == 0)
    }

    /// Several instances, and the reviewer in the last moment.
    @Test func itIsPassedOnOnce() throws {
        for _ in 0..<5 {
            let runs = try RunStory.make(owners: "* @@reviewer @@admin\n", connections: 6)
            let story = try runs.delivered()
            let late = try story.reader()
            try late.work()
            try story.world.tamper("UPDATE receipts SET served_at = served_at - interval '2 hours'")
            try story.letTimePass()
            let passes = try (0..<3).map { _ in try begin { try story.world.runDue() } }
            let answer = try begin { try late.give(.approve) }
            #expect(passes.map { $0.wait() } == [nil, nil, nil])
            let states = try story.states()
            switch answer.wait() {
            case nil: #expect(states == ["\(late.login) closed"])
            case let code:
                #expect(code == .expired)
                #expect(states.count == 2 && states.filter { $0.hasSuffix("open") }.count == 1, "\(states)")
            }
        }
    }

    /// As whoever has taken over the service.
    @Test func theDatabaseHoldsIt() throws {
        let story = try RunStory.make(owners: "* @@reviewer\n").delivered()
        let reader = try story.reader()
        func attack(_ statement: String) throws -> String {
            try Attack.run(story.world, team: World.northID, person: "per_admin", statement)
        }
        let take = "UPDATE reviews SET state = 'reassigned', closed_at = now() WHERE id = '\(reader.review)'"
        #expect(try attack(take) == "wrong_state", "they have time")
        #expect(try attack("UPDATE reviews SET due_at = now() + interval '1 hour'") == "wrong_state")
        try story.letTimePass()
        #expect(try attack(take) == "wrong_state", "nobody else has been asked")
        let other: World.Login = reader.login == .reviewer ? .second : .reviewer
        _ = try story.assign(other)
        #expect(try attack(take) == "done")
        #expect(
            try attack("UPDATE reviews SET state = 'unneeded', closed_at = now() WHERE state = 'open'") == "wrong_state"
        )
        #expect(
            try attack(
                """
                INSERT INTO reviews (team_id, id, output_id, number, reviewer_id, state, closed_at) VALUES ('\(World.northID)',
                    'rev_x', '\(story.output.output)', 1, 'per_admin', 'reassigned', now())
                """) == "wrong_state")
        try story.world.runDue()
        #expect(
            try attack("UPDATE reviews SET state = 'open', closed_at = NULL WHERE state = 'reassigned'")
                == "wrong_state")
        func askAgain(_ set: String) throws -> String {
            try attack("UPDATE reviews SET state = 'open', closed_at = NULL, \(set) WHERE state = 'reassigned'")
        }
        let now = "assigned_at = now(), due_at = now() + interval '1 day'"
        #expect(try askAgain("asked_again = true, \(now)") == "done")
        #expect(try askAgain(now) == "wrong_state")
        #expect(try askAgain("asked_again = true, due_at = now() + interval '1 day'") == "wrong_state")
        #expect(try askAgain("asked_again = true, \(now), reviewer_id = 'per_author'") == "wrong_state")
        try story.world.absent(reader.login)
        #expect(try askAgain("asked_again = true, \(now)") == "wrong_state", "they are away")
        #expect(try attack("DELETE FROM review_shortages") == "42501")
    }

    /// By the database itself: an absence counts that has begun, was not cleared, and lasts until after the review is due.
    @Test func whoIsBackInTimeIsNotPassedOver() throws {
        let story = try RunStory.make(owners: "* @@reviewer\n").delivered()
        let (world, reader) = (story.world, try story.reader())
        _ = try story.assign(reader.login == .reviewer ? .second : .reviewer)
        func take() throws -> String {
            try Attack.run(
                world, team: World.northID, person: "per_admin",
                "UPDATE reviews SET state = 'reassigned', closed_at = now() WHERE id = '\(reader.review)'")
        }
        try world.absent(reader.login, from: 10)
        _ = try Absence.set(world.team(reader.login), AbsenceRequest(endsAt: world.now() + 3600))
        #expect(try take() == "wrong_state")
        let absence = try world.absent(reader.login)
        #expect(try take() == "done")
        try Absence.clear(world.team(reader.login), id: absence.id)
        #expect(try take() == "wrong_state")
    }

    @Test func aShortageSaysWhatIsLackingAndWhoCannot() throws {
        let story = try RunStory.make(owners: "* @@reviewer\n").delivered()
        func insert(_ missing: String, _ excluded: String) throws -> String {
            try Attack.run(
                story.world, team: World.northID,
                """
                INSERT INTO review_shortages VALUES
                    ('\(World.northID)', '\(story.output.output)', 1, now(), now(), '\(missing)', '\(excluded)', '{}')
                """)
        }
        #expect(try insert("{x}", "{}") == "done")
        #expect(try insert("{}", "{}") == "review_shortages_missing_check")
        #expect(try insert("{x}", "[]") == "review_shortages_excluded_check")
    }
}
