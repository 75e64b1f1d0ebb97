import Domain

/// What may be delegated, and who must agree.
extension Endpoints {
    static let policy: [EndpointShape] = [
        policyCheck.shape, policyTest.shape, policyEnact.shape, policyPropose.shape, policyProposals.shape,
        policyProposalShow.shape, policyEnactProposal.shape, policyWithdraw.shape, policyHistory.shape,
        policyDiff.shape,
        policyExplain.shape, policyReplay.shape, policyShow.shape, useCaseList.shape, useCaseShow.shape,
        useCaseCoverage.shape,
    ]

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
        "Proposals that have not become a policy, newest first, with what each waits for or what became of it.")
    package static let policyProposalShow = Endpoint<Nothing, ProposedPolicyView>(
        "policy_proposal_show", .get, team + "/policy/proposals/{number}", .person(.read),
        "A proposal: what it changes, what it waits for, and its files.")
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
    package static let useCaseList = Endpoint<Nothing, Page<UseCaseView>>(
        "usecase_list", .get, team + "/use-cases", .person(.read), "What may be delegated, by the policy in force.")
    package static let useCaseShow = Endpoint<Nothing, UseCaseView>(
        "usecase_show", .get, team + "/use-cases/{useCase}", .person(.read), "One approved use case with its bounds.")
    package static let useCaseCoverage = Endpoint<Nothing, UseCaseCoverageView>(
        "usecase_coverage", .get, team + "/use-case-coverage", .person(.read),
        "Which templates and runs fall under which use case, and what was refused for lack of one.",
        query: [QueryParameter("days", "How many days back; 90 if absent.")])
}
