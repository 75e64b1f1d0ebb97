import Domain

private let ofProject = [QueryParameter("project", "Whose document; needed for the layer of projects.")]
private let library = "/git/{team}/library.git"

/// The endpoint table: everything the service answers, in the order of its documentation.
package enum Endpoints {
    static let paging = [
        QueryParameter("cursor", "Where the previous page ended (`next` of its answer)."),
        QueryParameter("limit", "How many at most: 1 to 1000, 50 if absent."),
    ]
    static let team = "/v1/teams/{team}"

    // Service
    package static let health = Endpoint<Nothing, HealthView>(
        "service_health", .get, "/healthz", .anyone, "The process is alive.")
    package static let ready = Endpoint<Nothing, HealthView>(
        "service_ready", .get, "/readyz", .anyone, "The database answers and the schema is current.")
    package static let metrics = Endpoint<Nothing, PlainText>(
        "service_metrics", .get, "/metrics", .anyone, "Counters, gauges and histograms in Prometheus text format.")
    package static let openAPI = Endpoint<Nothing, OpenAPIDocument>(
        "service_describe", .get, "/v1/openapi.json", .anyone,
        "This API as OpenAPI 3.1, generated from the endpoint table.")

    // People and tokens
    package static let sessionCreate = Endpoint<LoginRequest, TokenSecret>(
        "session_create", .post, "/v1/sessions", .anyone, "Log in with a password.", repetition: .natural, status: 201)
    package static let sessionDelete = Endpoint<Nothing, Nothing>(
        "session_delete", .delete, "/v1/sessions/current", .person(.read), "Log out: the token stops working.",
        repetition: .natural, status: 204)
    package static let meShow = Endpoint<Nothing, MeView>(
        "me_show", .get, "/v1/me", .person(.read), "Who is calling, with teams and roles.")
    package static let passwordChange = Endpoint<PasswordChange, Nothing>(
        "password_change", .put, "/v1/me/password", .person(.admin),
        "Change the own password; every other session ends.", repetition: .refused, status: 204)
    package static let tokenCreate = Endpoint<TokenRequest, TokenSecret>(
        "token_create", .post, "/v1/tokens", .person(.admin), "A personal token with scopes; its secret is shown once.",
        repetition: .refused, status: 201)
    package static let tokenList = Endpoint<Nothing, Page<TokenView>>(
        "token_list", .get, "/v1/tokens", .person(.read), "The caller's live tokens and sessions.")
    package static let tokenRevoke = Endpoint<Nothing, Nothing>(
        "token_revoke", .delete, "/v1/tokens/{token}", .person(.admin), "End a token.", repetition: .natural,
        status: 204)
    package static let personCreate = Endpoint<PersonRequest, PersonView>(
        "person_create", .post, "/v1/persons", .operatorOnly, "Create a person.", status: 201)
    package static let personList = Endpoint<Nothing, Page<PersonView>>(
        "person_list", .get, "/v1/persons", .operatorOnly, "Every person of the installation.", query: paging)
    package static let personDisable = Endpoint<Nothing, PersonView>(
        "person_disable", .post, "/v1/persons/{login}/disable", .operatorOnly,
        "Disable a person: tokens end, what they did stays.")
    package static let teamCreate = Endpoint<TeamRequest, TeamView>(
        "team_create", .post, "/v1/teams", .operatorOnly, "Create a team.", status: 201)
    package static let teamList = Endpoint<Nothing, Page<TeamView>>(
        "team_list", .get, "/v1/teams", .person(.read), "The caller's teams.")
    package static let memberList = Endpoint<Nothing, Page<MemberView>>(
        "member_list", .get, team + "/members", .person(.read), "The people of a team and their roles.")
    package static let memberSet = Endpoint<MemberRequest, MemberView>(
        "member_set", .put, team + "/members/{login}", .person(.admin),
        "Add a person to a team or change their roles and competences.")
    package static let memberRemove = Endpoint<Nothing, Nothing>(
        "member_remove", .delete, team + "/members/{login}", .person(.admin), "Take a person out of a team.",
        status: 204)
    package static let runnerCreate = Endpoint<RunnerRequest, RunnerSecret>(
        "runner_create", .post, team + "/runners", .person(.admin),
        "Register a runner; its token is shown once.", repetition: .refused, status: 201)
    package static let runnerList = Endpoint<Nothing, Page<RunnerView>>(
        "runner_list", .get, team + "/runners", .person(.read), "The team's runners and when they were last seen.")
    package static let runnerRevoke = Endpoint<Nothing, Nothing>(
        "runner_revoke", .delete, team + "/runners/{runner}", .person(.admin), "End a runner's token.", status: 204)

    // Library, context, policy
    package static let templatePush = Endpoint<TemplatePush, TemplateVersionView>(
        "template_push", .post, team + "/templates", .person(.author),
        "Push a template folder: a new draft version, or the same version if nothing changed.", bodySize: .template,
        status: 201)
    package static let templateList = Endpoint<Nothing, Page<TemplateView>>(
        "template_list", .get, team + "/templates", .person(.read), "The team's templates.", query: paging)
    package static let templateShow = Endpoint<Nothing, TemplateVersionView>(
        "template_show", .get, team + "/templates/{template}", .person(.read),
        "One version of a template: the current one unless `version` says otherwise.",
        query: [
            QueryParameter("version", "A version number, a label, or `latest`."),
            QueryParameter(
                "project", "Without `version`: what a dispatch in this project uses, or outside of any if empty."),
        ])
    package static let templateHistory = Endpoint<Nothing, Page<TemplateVersionSummary>>(
        "template_history", .get, team + "/templates/{template}/versions", .person(.read), "All versions, newest first."
    )
    package static let templatePublish = Endpoint<Nothing, TemplateVersionView>(
        "template_publish", .post, team + "/templates/{template}/versions/{version}/publish", .person(.author),
        "Publish a draft that somebody else wrote.")
    package static let templateDiff = Endpoint<Nothing, DiffView>(
        "template_diff", .get, team + "/templates/{template}/diff", .person(.read),
        "What changed between two versions: by meaning and by lines.",
        query: [
            QueryParameter("from", "The older version number.", required: true),
            QueryParameter("to", "The newer version number.", required: true),
        ])
    package static let templateFindings = Endpoint<Nothing, Page<TemplateFindingView>>(
        "template_findings", .get, team + "/templates/{template}/findings", .person(.read),
        "What reviewers found that lies in the template, its context, its inputs or its tools, newest first.",
        query: paging + [
            QueryParameter("open", "`true`: only what no published version answers."),
            QueryParameter("criterion", "Only about this success criterion."),
            QueryParameter("cause", "Only with this cause: template, context, input or tool."),
        ])
    package static let templateStats = Endpoint<Nothing, TemplateStatsView>(
        "template_stats", .get, team + "/templates/{template}/stats", .person(.read),
        "How a version does beside an earlier one, with intervals; says so where there is not enough data.",
        query: [
            QueryParameter("from", "The earlier version number; the published one before `to` if absent."),
            QueryParameter("to", "The later version number; the latest published one if absent."),
            QueryParameter("by", "`model` or `harness`: also the runs of each by themselves."),
        ])
    package static let insightsLibrary = Endpoint<Nothing, LibraryInsightsView>(
        "insights_library", .get, team + "/insights/library", .person(.read),
        "What improved in the library, what rots, what nobody uses: templates and outputs, never persons.")
    package static let libraryShow = Endpoint<Nothing, LibraryView>(
        "library_show", .get, team + "/library", .person(.read),
        "The published templates, laid out for others to install, and the address of their git repository.",
        query: [QueryParameter("as", "`marketplace` or `skills`; the first if absent.")])
    package static let libraryReferences = Endpoint<Nothing, GitBody>(
        "library_references", .get, library + "/info/refs", .person(.read),
        "For git: what there is to fetch. The token is the password, with any user name.",
        query: [QueryParameter("service", "`git-upload-pack`; the repository is read-only.", required: true)])
    package static let libraryFetch = Endpoint<GitBody, GitBody>(
        "library_fetch", .post, library + "/git-upload-pack", .person(.read), "For git: the objects that it wants.",
        repetition: .natural)
    package static let templatePreview = Endpoint<DispatchRequest, BriefPreview>(
        "template_preview", .post, team + "/templates/{template}/preview", .person(.read),
        "The brief that a dispatch would freeze now, with the origin of every line; of a draft, too.",
        repetition: .natural)
    package static let templateDeprecate = Endpoint<DeprecateRequest, Page<TemplateVersionSummary>>(
        "template_deprecate", .post, team + "/templates/{template}/deprecate", .person(.author),
        "Nobody may dispatch this version, or any of the template, from now on.")
    package static let templateLabels = Endpoint<Nothing, Page<LabelView>>(
        "template_labels", .get, team + "/templates/{template}/labels", .person(.read),
        "Where each label stands, and what is proposed.")
    package static let templateLabelMove = Endpoint<LabelRequest, LabelView>(
        "template_label_move", .post, team + "/templates/{template}/labels/{label}", .person(.author),
        "Move a label: the first who asks proposes, the second who asks for the same approves.")
    package static let templateSearch = Endpoint<Nothing, Page<TemplateHit>>(
        "template_search", .get, team + "/template-search", .person(.read),
        "Search the library, the best first.",
        query: [
            QueryParameter("text", "Words, as for a web search.", required: true),
            QueryParameter("use_case", "Only templates of this use case."),
            QueryParameter("kind", "Only templates that deliver this kind of output."),
            QueryParameter("area", "Only templates of this area."),
            QueryParameter("all", "`true`: every version, not only the current ones."),
            QueryParameter("limit", "How many at most; 50 if absent."),
        ])
    package static let contextShow = Endpoint<Nothing, Page<ContextView>>(
        "context_show", .get, team + "/context", .person(.read), "The context in force, layer by layer.",
        query: [QueryParameter("project", "With this project's layer.")])
    package static let contextEffective = Endpoint<Nothing, EffectiveContextView>(
        "context_effective", .get, team + "/context/effective", .person(.read),
        "What a run of a template is told, the origin of every line, and its size against the budget.",
        query: [
            QueryParameter("template", "The template's name.", required: true),
            QueryParameter("project", "With this project's layer."),
        ])
    package static let contextStale = Endpoint<Nothing, Page<ContextSummary>>(
        "context_stale", .get, team + "/context/stale", .person(.read),
        "What is in force, and nobody has changed or confirmed for long.",
        query: [QueryParameter("days", "How long: 1 to 3650 days, 90 if absent.")])
    package static let contextPropose = Endpoint<ContextProposal, ContextView>(
        "context_propose", .post, team + "/context/{layer}/versions", .person(.author),
        "Propose a new version of a context document; another person puts it in force.", status: 201)
    package static let contextHistory = Endpoint<Nothing, Page<ContextSummary>>(
        "context_history", .get, team + "/context/{layer}/versions", .person(.read),
        "All versions of a document, newest first.", query: ofProject)
    package static let contextApprove = Endpoint<ContextChoice, ContextView>(
        "context_approve", .post, team + "/context/{layer}/versions/{version}/approve", .person(.author),
        "Put in force what somebody else has proposed.")
    package static let contextWithdraw = Endpoint<ContextChoice, ContextView>(
        "context_withdraw", .post, team + "/context/{layer}/versions/{version}/withdraw", .person(.author),
        "Take a proposal back, as its author or an admin.")
    package static let contextConfirm = Endpoint<ContextChoice, ContextView>(
        "context_confirm", .post, team + "/context/{layer}/versions/{version}/confirm", .person(.author),
        "Say that the version in force is still true.")
    package static let contextDiff = Endpoint<Nothing, DiffView>(
        "context_diff", .get, team + "/context/{layer}/diff", .person(.read),
        "What changed between two versions, by lines.",
        query: ofProject + [
            QueryParameter("from", "The older version number; 0 is the empty text.", required: true),
            QueryParameter("to", "The newer version number.", required: true),
        ])
    package static let contextBlame = Endpoint<Nothing, ContextBlameView>(
        "context_blame", .get, team + "/context/{layer}/blame", .person(.read),
        "Each line in force: which version brought it, who wrote it, who put it in force, and when.", query: ofProject)
    package static let policyCheck = Endpoint<BundleRequest, BundleReport>(
        "policy_check", .post, team + "/policy/check", .person(.read),
        "Whether a bundle is valid: problems with file, line and column.", repetition: .natural,
        bodySize: .bundle)
    package static let policyTest = Endpoint<BundleRequest, BundleReport>(
        "policy_test", .post, team + "/policy/test", .person(.read),
        "Run a bundle's own cases; names the rules that no case matched.", repetition: .natural, bodySize: .bundle)
    package static let policyEnact = Endpoint<BundleRequest, BundleView>(
        "policy_enact", .post, team + "/policy", .person(.admin),
        "Make a bundle the team's policy: its first one, or one that somebody else has proposed.", bodySize: .bundle,
        status: 201)
    package static let policyPropose = Endpoint<BundleRequest, PolicyProposalView>(
        "policy_propose", .post, team + "/policy/proposals", .person(.admin),
        "Propose a bundle for somebody else to enact.", bodySize: .bundle, status: 201)
    package static let policyProposals = Endpoint<Nothing, Page<PolicyProposalView>>(
        "policy_proposals", .get, team + "/policy/proposals", .person(.read),
        "Proposals that could still come into force, newest first.")
    package static let policyEnactProposal = Endpoint<Nothing, BundleView>(
        "policy_enact_proposal", .post, team + "/policy/proposals/{number}/enact", .person(.admin),
        "Say yes to a proposal, and bring it into force if nothing else is missing.", status: 201)
    package static let policyWithdraw = Endpoint<Nothing, PolicyProposalView>(
        "policy_withdraw", .post, team + "/policy/proposals/{number}/withdraw", .person(.admin),
        "Take a proposal back: for who made it, and for admins.")
    package static let policyHistory = Endpoint<Nothing, Page<PolicyVersionView>>(
        "policy_history", .get, team + "/policy/history", .person(.read), "Every bundle in force, newest first.")
    package static let policyDiff = Endpoint<PolicyDiffRequest, PolicyDiffView>(
        "policy_diff", .post, team + "/policy/diff", .person(.read),
        "What changes from one bundle to another, by meaning, and whether that is weaker.", repetition: .natural,
        bodySize: .bundle)
    package static let policyExplain = Endpoint<PolicyExplainRequest, Page<PolicyExplanationView>>(
        "policy_explain", .post, team + "/policy/explain", .person(.read),
        "What each rule makes of a request or of cases, and which line decided.", repetition: .natural,
        bodySize: .bundle)
    package static let policyReplay = Endpoint<PolicyReplayRequest, PolicyReplayView>(
        "policy_replay", .post, team + "/policy/replay", .person(.read),
        "What a bundle would have done to the requests and runs of the last days.", repetition: .natural,
        bodySize: .bundle)
    package static let policyShow = Endpoint<Nothing, BundleView>(
        "policy_show", .get, team + "/policy", .person(.read), "The bundle in force, with its files.")
    package static let ownersCheck = Endpoint<OwnersCheckRequest, OwnersCheckView>(
        "owners_check", .post, team + "/owners/check", .person(.read),
        "Which lines of OWNERS are about some paths and kinds, and who could review them now.", repetition: .natural,
        bodySize: .bundle)
    package static let ownersLint = Endpoint<OwnersLintRequest, OwnersLintView>(
        "owners_lint", .post, team + "/owners/lint", .person(.read),
        "What is wrong with an OWNERS file, held against the team's people and templates.", repetition: .natural,
        bodySize: .bundle)
    package static let ownersSimulate = Endpoint<AbsenceOutlookRequest, AbsenceOutlook>(
        "owners_simulate", .post, team + "/owners/simulate", .person(.read),
        "Who could still review what if some people were away: by line, by use case, and which open reviews stand still.",
        repetition: .natural)
    package static let useCaseList = Endpoint<Nothing, Page<UseCaseView>>(
        "usecase_list", .get, team + "/use-cases", .person(.read), "What may be delegated, by the policy in force.")
    package static let useCaseShow = Endpoint<Nothing, UseCaseView>(
        "usecase_show", .get, team + "/use-cases/{useCase}", .person(.read), "One approved use case with its bounds.")
    package static let useCaseCoverage = Endpoint<Nothing, UseCaseCoverageView>(
        "usecase_coverage", .get, team + "/use-case-coverage", .person(.read),
        "Which templates and runs fall under which use case, and what was refused for lack of one.",
        query: [QueryParameter("days", "How many days back; 90 if absent.")])

    // Content
    package static let artifactPut = Endpoint<RawBytes, ArtifactView>(
        "artifact_put", .put, team + "/artifacts/{digest}", .person(.dispatch),
        "Store bytes under their digest.", repetition: .natural, status: 201)
    package static let artifactGet = Endpoint<Nothing, RawBytes>(
        "artifact_get", .get, team + "/artifacts/{digest}", .person(.read), "The bytes of a digest.")

    // Runs
    package static let runDispatch = Endpoint<DispatchRequest, RunView>(
        "run_dispatch", .post, team + "/runs", .person(.dispatch), "Dispatch a template.", status: 201)
    package static let runList = Endpoint<Nothing, Page<RunSummary>>(
        "run_list", .get, team + "/runs", .person(.read), "The team's runs, newest first.",
        query: paging + [QueryParameter("state", "Only runs in this state.")])
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

    // A runner's side
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

    // Outputs
    package static let outputList = Endpoint<Nothing, Page<OutputSummary>>(
        "output_list", .get, team + "/outputs", .person(.read), "The output repository, newest first.", query: paging)
    package static let outputShow = Endpoint<Nothing, OutputView>(
        "output_show", .get, team + "/outputs/{output}", .person(.read),
        "One output: versions, files, provenance, reviews and whether its approval is effective now.")
    package static let outputFile = Endpoint<Nothing, RawBytes>(
        "output_file", .get, team + "/outputs/{output}/versions/{version}/file", .person(.read),
        "The bytes of one file.",
        query: [QueryParameter("path", "The file's path.", required: true)])
    package static let outputDiff = Endpoint<Nothing, DiffView>(
        "output_diff", .get, team + "/outputs/{output}/diff", .person(.read), "What changed between two versions.",
        query: [
            QueryParameter("from", "The older version number.", required: true),
            QueryParameter("to", "The newer version number.", required: true),
        ])
    package static let outputRelease = Endpoint<ReleaseRequest, ActionView>(
        "output_release", .post, team + "/outputs/{output}/release", .person(.dispatch),
        "Ask for an action on an approved output, such as its release to a git branch.", status: 201)
    package static let outputDefect = Endpoint<DefectRequest, DefectView>(
        "output_defect", .post, team + "/outputs/{output}/defects", .person(.review),
        "Record a defect that was found after the approval.", status: 201)

    // Reviews
    package static let inboxShow = Endpoint<Nothing, InboxView>(
        "inbox_show", .get, team + "/inbox", .person(.read), "What waits for the caller: reviews, questions, actions.")
    package static let reviewShow = Endpoint<Nothing, ReviewView>(
        "review_show", .get, team + "/reviews/{review}", .person(.read),
        "One review of the caller: criteria, parts read and not read, answers, findings, what is missing.")
    package static let reviewServe = Endpoint<Nothing, ChunkView>(
        "review_serve", .post, team + "/reviews/{review}/chunks/{chunk}/serve", .person(.review),
        "Read one part: its exact text and a single-use receipt. The caller's attention moves to it.",
        repetition: .natural)
    package static let reviewAcknowledge = Endpoint<ReceiptRequest, ReadingView>(
        "review_acknowledge", .post, team + "/reviews/{review}/chunks/{chunk}/acknowledge", .person(.review),
        "Say that a part has been read, with its receipt.", repetition: .natural)
    package static let reviewPause = Endpoint<Nothing, ReadingView>(
        "review_pause", .post, team + "/reviews/{review}/pause", .person(.review),
        "Take the attention off: time is not credited until the next part.", repetition: .natural)
    package static let reviewAnswer = Endpoint<CriterionRequest, ReviewView>(
        "review_answer", .put, team + "/reviews/{review}/criteria/{criterion}", .person(.review),
        "Answer one success criterion with a quotation from the work.")
    package static let reviewFind = Endpoint<FindingRequest, FindingView>(
        "review_find", .post, team + "/reviews/{review}/findings", .person(.review), "Record a finding.", status: 201)
    package static let findingClose = Endpoint<Nothing, FindingView>(
        "finding_close", .post, team + "/findings/{finding}/close", .person(.review),
        "Close a finding of one's own, on a later version if it blocks.")
    package static let reviewVerdict = Endpoint<VerdictRequest, VerdictView>(
        "review_verdict", .post, team + "/reviews/{review}/verdict", .person(.review),
        "Approve, ask for changes, say that you cannot tell, or hand back. One request, one verdict.", status: 201)

    // Actions
    package static let actionList = Endpoint<Nothing, Page<ActionView>>(
        "action_list", .get, team + "/actions", .person(.read), "Actions asked for, newest first.",
        query: paging + [QueryParameter("state", "Only requests in this state.")])
    package static let actionShow = Endpoint<Nothing, ActionView>(
        "action_show", .get, team + "/actions/{action}", .person(.read),
        "One request: what was computed, what was claimed, the decision with its reasons, sign-offs and effect.")
    package static let actionSign = Endpoint<SignRequest, ActionView>(
        "action_sign", .post, team + "/actions/{action}/sign", .person(.sign),
        "Sign the exact bytes of a request; a countersignature asks for the password again.", repetition: .answered)
    package static let actionDeny = Endpoint<ReasonRequest, ActionView>(
        "action_deny", .post, team + "/actions/{action}/deny", .person(.read), "Say no to a request.")

    // Record
    package static let auditList = Endpoint<Nothing, Page<AuditEntryView>>(
        "audit_list", .get, team + "/audit", .person(.read), "The team's audit entries, oldest first.",
        query: paging + [QueryParameter("subject", "Only entries about this subject, such as `run:run_…`.")])
    package static let auditExport = Endpoint<Nothing, PlainText>(
        "audit_export", .get, team + "/audit/export", .person(.read),
        "All entries as newline-delimited JSON, each with its canonical text and leaf digest.")
    package static let eventStream = Endpoint<Nothing, EventStreamBody>(
        "event_stream", .get, team + "/events", .person(.read),
        "The team's events as they are committed; `Last-Event-ID` resumes.",
        query: [QueryParameter("subject", "Only events about this subject, such as `run:run_…`.")])
}
