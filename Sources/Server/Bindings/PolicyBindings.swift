import API
import Domain
import Operations

extension Bindings {
    static let policy: [Binding] = [
        bind(Endpoints.policyCheck) { call, input in try ReportOnPolicy.check(call.team(), input) },
        bind(Endpoints.policyTest) { call, input in try ReportOnPolicy.test(call.team(), input) },
        bind(Endpoints.policyEnact) { call, input in try EnactPolicy.run(call.team(needs: .admin), input) },
        bind(Endpoints.policyPropose) { call, input in try ProposePolicy.run(call.team(needs: .admin), input) },
        bind(Endpoints.policyProposals) { call, _ in try ListPolicyProposals.run(call.team()) },
        bind(Endpoints.policyProposalShow) { call, _ in
            try ShowPolicyProposal.run(call.team(), proposal: call.number("number"))
        },
        bind(Endpoints.policyEnactProposal) { call, _ in
            try EnactPolicy.run(call.team(needs: .admin), proposal: call.number("number"))
        },
        bind(Endpoints.policyWithdraw) { call, _ in try WithdrawPolicy.run(call.team(), proposal: call.number("number"))
        },
        bind(Endpoints.policyHistory) { call, _ in try ShowPolicyHistory.run(call.team()) },
        bind(Endpoints.policyShow) { call, _ in try ShowPolicy.run(call.team()) },
        bind(Endpoints.policyDiff, lane: .slow) { call, input in try DiffPolicy.run(call.team(), input) },
        bind(Endpoints.policyExplain) { call, input in try ExplainPolicy.run(call.team(), input) },
        bind(Endpoints.policyReplay, lane: .slow) { call, input in try ReplayPolicy.run(call.team(), input) },
    ]
}
