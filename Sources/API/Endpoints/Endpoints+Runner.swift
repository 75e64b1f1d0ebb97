import Domain

/// What the daemons that do the work ask for and deliver.
extension Endpoints {
    static let runner: [EndpointShape] = [
        runnerClaim.shape, runnerHeartbeat.shape, runnerFrames.shape, runnerAsk.shape, runnerQuestion.shape,
        runnerAct.shape, runnerAction.shape, runnerWithdraw.shape, runnerArtifactPut.shape,
        runnerArtifactGet.shape, runnerSubmit.shape, runnerFail.shape,
    ]

    package static let runnerClaim = Endpoint<ClaimRequest, ClaimAnswer>(
        "runner_claim", .post, "/v1/runner/claim", .runner,
        "Claim the oldest run that this runner can do, under a lease.", repetition: .natural)
    package static let runnerHeartbeat = Endpoint<TermRequest, LeaseView>(
        "runner_heartbeat", .post, "/v1/runner/runs/{run}/attempts/{attempt}/heartbeat", .runner,
        "Renew the lease; says whether the run was cancelled.", repetition: .natural)
    package static let runnerFrames = Endpoint<FramesRequest, FramesAnswer>(
        "runner_frames", .post, "/v1/runner/runs/{run}/attempts/{attempt}/frames", .runner,
        "Append frames to the transcript; acknowledged when stored.", repetition: .natural)
    package static let runnerAsk = Endpoint<AskRequest, QuestionView>(
        "runner_ask", .post, "/v1/runner/runs/{run}/attempts/{attempt}/questions", .runner,
        "The agent asks people a question.", status: 201)
    package static let runnerQuestion = Endpoint<Nothing, QuestionView>(
        "runner_question", .get, "/v1/runner/questions/{question}", .runner, "A question and its answer.")
    package static let runnerAct = Endpoint<ActRequest, ActionView>(
        "runner_act", .post, "/v1/runner/runs/{run}/attempts/{attempt}/actions", .runner,
        "The agent asks for an action of the catalogue.", status: 201)
    package static let runnerAction = Endpoint<Nothing, ActionView>(
        "runner_action", .get, "/v1/runner/actions/{action}", .runner,
        "An action that the agent asked for: decided or not, done or not.")
    package static let runnerWithdraw = Endpoint<WithdrawRequest, ActionView>(
        "runner_withdraw", .post, "/v1/runner/actions/{action}/withdraw", .runner,
        "The agent cannot wait any longer: a request that is still held is denied. One that is decided stays as it is.")
    package static let runnerArtifactPut = Endpoint<RawBytes, ArtifactView>(
        "runner_artifact_put", .put, "/v1/runner/artifacts/{digest}", .runner,
        "Store bytes under their digest.", repetition: .natural, status: 201)
    package static let runnerArtifactGet = Endpoint<Nothing, RawBytes>(
        "runner_artifact_get", .get, "/v1/runner/artifacts/{digest}", .runner, "The bytes of a digest.")
    package static let runnerSubmit = Endpoint<SubmitRequest, OutputVersionView>(
        "runner_submit", .post, "/v1/runner/runs/{run}/attempts/{attempt}/submit", .runner,
        "Submit the output and end the attempt.", status: 201)
    package static let runnerFail = Endpoint<FailRequest, Nothing>(
        "runner_fail", .post, "/v1/runner/runs/{run}/attempts/{attempt}/fail", .runner,
        "End the attempt without an output.", status: 204)
}
