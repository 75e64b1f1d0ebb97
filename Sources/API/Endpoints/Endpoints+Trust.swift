import Domain

/// How far templates may go without a person.
extension Endpoints {
    static let trust: [EndpointShape] = [
        trustShow.shape, trustPropose.shape, trustProposals.shape, trustPromote.shape, trustDemote.shape,
        trustHistory.shape,
    ]

    package static let trustShow = Endpoint<Nothing, Page<TemplateTrustView>>(
        "trust_show", .get, team + "/trust", .person(.read),
        "How far templates are trusted with each class of actions, with the evidence and what is missing.",
        query: paging + [QueryParameter("template", "Only this one; if absent, those that were ever on the ladder.")])
    package static let trustPropose = Endpoint<TrustRequest, TrustProposalView>(
        "trust_propose", .post, team + "/templates/{template}/trust-proposals", .person(.author),
        "Propose a step up the ladder of trust, which the evidence must bear.", status: 201)
    package static let trustProposals = Endpoint<Nothing, Page<TrustProposalView>>(
        "trust_proposals", .get, team + "/trust/proposals", .person(.read),
        "Steps up that were proposed within a week and are not decided, newest first.")
    package static let trustPromote = Endpoint<Nothing, TemplateTrustView>(
        "trust_promote", .post, team + "/trust/proposals/{number}/promote", .person(.admin),
        "Make a step up that somebody else has proposed.")
    package static let trustDemote = Endpoint<TrustDemotion, TemplateTrustView>(
        "trust_demote", .post, team + "/templates/{template}/trust-demotions", .person(.admin),
        "Take trust back: to the first rung, at once.")
    package static let trustHistory = Endpoint<Nothing, Page<TrustStepView>>(
        "trust_history", .get, team + "/trust/history", .person(.read),
        "Every step on the ladder, by people or by itself, newest first.",
        query: paging + [QueryParameter("template", "Only of this one.")])
}
