import API
import Operations

extension Bindings {
    /// Reviewing needs no role here: a review is its reviewer's alone, and who that can be was decided at assignment.
    static let reviewing: [Binding] = [
        bind(Endpoints.reviewShow) { call, _ in try ShowReview.run(call.team(), reviewID: call.path("review")) },
        bind(Endpoints.reviewServe) { call, _ in
            try ServeChunk.run(call.team(), reviewID: call.path("review"), chunk: call.number("chunk"))
        },
        bind(Endpoints.reviewAcknowledge) { call, receipt in
            try AcknowledgeChunk.run(
                call.team(), reviewID: call.path("review"), chunk: call.number("chunk"), receipt)
        },
        bind(Endpoints.reviewPause) { call, _ in try PauseReview.run(call.team(), reviewID: call.path("review")) },
        bind(Endpoints.reviewAnswer) { call, answer in
            try AnswerCriterion.run(
                call.team(), reviewID: call.path("review"), criterion: call.path("criterion"), answer)
        },
        bind(Endpoints.reviewFind) { call, finding in
            try RecordFinding.run(call.team(), reviewID: call.path("review"), finding)
        },
        bind(Endpoints.findingClose) { call, _ in
            try CloseFinding.run(call.team(), findingID: call.path("finding"))
        },
        bind(Endpoints.reviewVerdict) { call, verdict in
            try GiveVerdict.run(call.team(), reviewID: call.path("review"), verdict)
        },
        bind(Endpoints.reviewRequest) { call, _ in
            try RequestReview.run(call.team(), outputID: call.path("output"))
        },
    ]
}
