import API
import Operations

extension Bindings {
    static let trust: [Binding] = [
        bind(Endpoints.trustShow) { call, _ in
            try ShowTrust.run(call.team(), template: call.query("template"), call.page(1))
        },
        bind(Endpoints.trustPropose) { call, input in
            try ProposeTrust.run(call.team(needs: .member, .admin), call.path("template"), input)
        },
        bind(Endpoints.trustProposals) { call, _ in try ListTrustProposals.run(call.team()) },
        bind(Endpoints.trustPromote) { call, _ in
            try PromoteTrust.run(call.team(needs: .admin), proposal: call.number("number"))
        },
        bind(Endpoints.trustDemote) { call, input in
            try DemoteTrust.run(call.team(needs: .admin), call.path("template"), input)
        },
        bind(Endpoints.trustHistory) { call, _ in
            try ShowTrustHistory.run(
                call.team(), template: call.query("template"), call.page(ShowTrustHistory.keyParts))
        },
    ]
}
