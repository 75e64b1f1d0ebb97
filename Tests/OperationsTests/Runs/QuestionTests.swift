import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct QuestionTests {
    private func ask(_ story: RunStory, _ run: ClaimedRun, _ text: String = "Which branch?") throws -> QuestionView {
        try AskQuestion.run(
            story.world.runner(), runID: run.id, attempt: run.attempt,
            AskRequest(term: run.term, text: text, options: ["main", "next"]))
    }

    @Test func theRunWaitsForItsAnswer() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let first = try ask(story, run)
        let second = try ask(story, run, "Which tag?")
        #expect(try story.show(run.id).summary.state == .awaitingAnswer)
        let reviewer = try story.world.team(.reviewer)
        let secret = "ghp_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hJ5"
        #expect(
            refusal { try AnswerQuestion.run(reviewer, id: first.id, AnswerRequest(answer: secret)) } == .invalidInput)
        let answered = try AnswerQuestion.run(reviewer, id: first.id, AnswerRequest(answer: "next"))
        #expect(answered.state == .answered && answered.answer == "next" && answered.answeredBy == "reviewer")
        #expect(try story.show(run.id).summary.state == .awaitingAnswer, "one is still open")
        #expect(
            refusal { try AnswerQuestion.run(reviewer, id: first.id, AnswerRequest(answer: "main")) } == .alreadyDecided
        )
        _ = try AnswerQuestion.run(reviewer, id: second.id, AnswerRequest(answer: "v2"))
        #expect(try story.show(run.id).summary.state == .running)
        #expect(try wire(ShowQuestion.run(story.world.runner(), id: first.id)) == wire(answered))
        #expect(try story.events("question:\(first.id)") == ["question_asked", "question_answered"])
    }

    @Test func noAnswerInTimeIsNone() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let question = try ask(story, run)
        let system = TeamContext.system(
            job: "question_expiry", teamID: World.northID, name: "north", services: story.world.services)
        try ExpireQuestion.run(system, id: question.id)
        #expect(try story.show(run.id).questions.map(\.state) == [.open], "it can still be answered")
        try story.world.tamper("UPDATE questions SET deadline = now() - interval '1 second'")
        #expect(
            refusal {
                try AnswerQuestion.run(story.world.team(.author), id: question.id, AnswerRequest(answer: "late"))
            }
                == .expired)
        try ExpireQuestion.run(system, id: question.id)
        try ExpireQuestion.run(system, id: question.id)
        let after = try story.show(run.id)
        #expect(after.questions.map(\.state) == [.expired] && after.summary.state == .running)
        #expect(try story.events("question:\(question.id)") == ["question_asked", "question_expired"])
    }

    @Test func whateverEndsTheRunWithdrawsItsQuestions() throws {
        let story = try RunStory.make()
        let member = try story.world.team(.author)
        let ends: [(ClaimedRun) throws -> Void] = [
            { _ = try CancelRun.run(member, id: $0.id, ReasonRequest(reason: "enough")) },
            { try FailAttempt.run(story.world.runner(), runID: $0.id, attempt: 1, FailRequest(term: 1, reason: "")) },
            { try story.submit($0) },
            {
                try story.letLeasePass($0.id)
                try story.rescue($0)
            },
        ]
        for end in ends {
            let run = try story.start()
            let question = try ask(story, run)
            try end(run)
            #expect(try story.show(run.id).questions.map(\.state) == [.withdrawn])
            #expect(
                refusal { try AnswerQuestion.run(member, id: question.id, AnswerRequest(answer: "x")) }
                    == .alreadyDecided)
        }
    }

    @Test func questionsAreBounded() throws {
        let story = try RunStory.make()
        let run = try story.start()
        func refused(_ request: AskRequest) throws -> FailureCode? {
            let runner = try story.world.runner()
            return refusal { try AskQuestion.run(runner, runID: run.id, attempt: 1, request) }
        }
        #expect(try refused(AskRequest(term: 1, text: " ", options: [])) == .invalidInput)
        #expect(
            try refused(AskRequest(term: 1, text: String(repeating: "x", count: 8001), options: [])) == .invalidInput)
        #expect(try refused(AskRequest(term: 1, text: "?", options: Array(repeating: "x", count: 21))) == .invalidInput)
        #expect(try refused(AskRequest(term: 1, text: "?", options: [], timeoutSeconds: 0)) == .invalidInput)
        #expect(try refused(AskRequest(term: 1, text: "?", options: [], timeoutSeconds: 3601)) == .invalidInput)
        #expect(try refused(AskRequest(term: 2, text: "?", options: [])) == .leaseLost)
        for _ in 0..<50 { _ = try ask(story, run) }
        #expect(try refused(AskRequest(term: 1, text: "?", options: [])) == .requestLimit)
    }

    @Test func aStrangersQuestionIsMissing() throws {
        let story = try RunStory.make()
        let question = try ask(story, try story.start())
        let stranger = try story.world.team(.stranger)
        #expect(refusal { try AnswerQuestion.run(stranger, id: question.id, AnswerRequest(answer: "x")) } == .notFound)
        #expect(refusal { try ShowQuestion.run(story.world.runner("south"), id: question.id) } == .notFound)
        #expect(
            refusal { try AnswerQuestion.run(story.world.runner(), id: question.id, AnswerRequest(answer: "x")) }
                == .notHuman)
    }
}
