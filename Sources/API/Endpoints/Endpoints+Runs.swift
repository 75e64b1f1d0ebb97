import Domain

/// What was dispatched.
extension Endpoints {
    static let runs: [EndpointShape] = [
        runDispatch.shape, runList.shape, runShow.shape, runBrief.shape, runLog.shape, runCancel.shape,
        runArchive.shape, runRevise.shape, questionAnswer.shape,
    ]

    package static let runDispatch = Endpoint<DispatchRequest, RunView>(
        "run_dispatch", .post, team + "/runs", .person(.dispatch), "Dispatch a template.", status: 201)
    package static let runList = Endpoint<Nothing, Page<RunSummary>>(
        "run_list", .get, team + "/runs", .person(.read), "The team's runs, newest first.",
        query: paging + [
            QueryParameter("state", "Only runs in this state."),
            QueryParameter("use_case", "Only runs of this use case."),
        ])
    package static let runShow = Endpoint<Nothing, RunView>(
        "run_show", .get, team + "/runs/{run}", .person(.read), "One run with its attempts, questions and output.")
    package static let runBrief = Endpoint<Nothing, BriefView>(
        "run_brief", .get, team + "/runs/{run}/brief", .person(.read), "The brief as it was frozen, with its pins.",
        query: [QueryParameter("verify", "`true`: also compile it again from its pins.")])
    package static let runLog = Endpoint<Nothing, Page<FrameView>>(
        "run_log", .get, team + "/runs/{run}/log", .person(.read), "The transcript of an attempt, with its hash chain.",
        query: paging + [QueryParameter("attempt", "The attempt's number; the latest if absent.")])
    package static let runCancel = Endpoint<ReasonRequest, RunView>(
        "run_cancel", .post, team + "/runs/{run}/cancel", .person(.dispatch), "Stop a run.")
    package static let runArchive = Endpoint<Nothing, RunView>(
        "run_archive", .post, team + "/runs/{run}/archive", .person(.dispatch), "Put a finished run away.")
    package static let runRevise = Endpoint<ReasonRequest, RunView>(
        "run_revise", .post, team + "/runs/{run}/revise", .person(.dispatch),
        "Send a run back to work on the findings of its reviewers.")
    package static let questionAnswer = Endpoint<AnswerRequest, QuestionView>(
        "question_answer", .post, team + "/questions/{question}/answer", .person(.dispatch),
        "Answer an agent's question.")
}
