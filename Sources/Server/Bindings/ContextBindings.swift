import API
import Domain
import Operations

/// The team context. For operators, `installation` is a team like any other: the organisation's document is there.
extension Bindings {
    static let contextDocuments: [Binding] = [
        bind(Endpoints.contextShow) { call, _ in try ShowContext.run(reader(call), project: call.query("project")) },
        bind(Endpoints.contextList) { call, _ in try ListContext.run(reader(call)) },
        bind(Endpoints.contextEffective) { call, _ in
            try ShowEffectiveContext.run(
                call.team(), template: call.required("template"), version: call.query("version"),
                project: call.query("project"))
        },
        bind(Endpoints.contextStale) { call, _ in try ListStaleContext.run(reader(call), days: call.query("days")) },
        bind(Endpoints.contextPropose) { call, input in
            try ProposeContext.run(keeper(call), layer: call.path("layer"), input)
        },
        bind(Endpoints.contextHistory) { call, _ in
            try ShowContextHistory.run(reader(call), layer: call.path("layer"), project: call.query("project"))
        },
        bind(Endpoints.contextApprove) { call, input in
            try ApproveContext.run(keeper(call), layer: call.path("layer"), version: call.number("version"), input)
        },
        bind(Endpoints.contextWithdraw) { call, input in
            try WithdrawContext.run(keeper(call), layer: call.path("layer"), version: call.number("version"), input)
        },
        bind(Endpoints.contextConfirm) { call, input in
            try ConfirmContext.run(keeper(call), layer: call.path("layer"), version: call.number("version"), input)
        },
        bind(Endpoints.contextDiff, lane: .slow) { call, _ in
            try DiffContext.run(
                reader(call), layer: call.path("layer"), project: call.query("project"),
                from: call.version("from"), to: call.version("to"))
        },
        bind(Endpoints.contextBlame, lane: .slow) { call, _ in
            try BlameContext.run(reader(call), layer: call.path("layer"), project: call.query("project"))
        },
    ]

    private static func reader(_ call: Call) throws -> TeamContext {
        try call.context.teamOrInstallation(call.path("team"))
    }

    private static func keeper(_ call: Call) throws -> TeamContext {
        try call.context.teamOrInstallation(call.path("team"), needs: [.member, .admin])
    }
}
