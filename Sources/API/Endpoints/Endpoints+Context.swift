import Domain

private let ofProject = [QueryParameter("project", "Whose document; needed for the layer of projects.")]

/// What every run of the team knows.
extension Endpoints {
    static let context: [EndpointShape] = [
        contextShow.shape, contextList.shape, contextEffective.shape, contextStale.shape, contextPropose.shape,
        contextHistory.shape, contextApprove.shape, contextWithdraw.shape, contextConfirm.shape, contextDiff.shape,
        contextBlame.shape,
    ]

    package static let contextShow = Endpoint<Nothing, Page<ContextView>>(
        "context_show", .get, team + "/context", .person(.read), "The context in force, layer by layer.",
        query: [QueryParameter("project", "With this project's layer.")])
    package static let contextList = Endpoint<Nothing, Page<ContextStandingView>>(
        "context_list", .get, team + "/context/documents", .person(.read),
        "Every document of the team's context, and the organisation's: the version in force, and the proposal that waits."
    )
    package static let contextEffective = Endpoint<Nothing, EffectiveContextView>(
        "context_effective", .get, team + "/context/effective", .person(.read),
        "What a run of a template is told, the origin of every line, and its size against the budget.",
        query: [
            QueryParameter("template", "The template's name.", required: true),
            QueryParameter("version", "A number or a label; what a dispatch takes if absent."),
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
}
