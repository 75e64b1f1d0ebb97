import API
import Operations

extension Bindings {
    static let actions: [Binding] = [
        bind(Endpoints.runnerAct) { call, input in
            try RequestAction.run(
                call.context.runnerTeam(), runID: call.path("run"), attempt: call.number("attempt"), input)
        },
        bind(Endpoints.runnerAction) { call, _ in
            try ShowAction.ofRunner(call.context.runnerTeam(), id: call.path("action"))
        },
        bind(Endpoints.runnerWithdraw) { call, input in
            try WithdrawAction.run(call.context.runnerTeam(), id: call.path("action"), input)
        },
        bind(Endpoints.outputRelease) { call, input in
            try ReleaseOutput.run(call.team(), outputID: call.path("output"), input)
        },
        bind(Endpoints.actionList) { call, _ in
            try ListActions.run(call.team(), page: call.page(ListActions.keyParts), state: call.query("state"))
        },
        bind(Endpoints.actionShow) { call, _ in try ShowAction.run(call.team(), id: call.path("action")) },
        // A countersignature hashes a password.
        bind(Endpoints.actionSign, lane: .password) { call, input in
            try SignAction.run(call.team(), id: call.path("action"), input)
        },
        bind(Endpoints.actionDeny) { call, input in
            try DenyAction.run(call.team(), id: call.path("action"), input)
        },
    ]
}
