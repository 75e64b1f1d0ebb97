import API
import Domain
import Operations

extension Bindings {
    static let library: [Binding] = [
        bind(Endpoints.templatePush) { call, input in try PushTemplate.run(call.team(needs: .member, .admin), input) },
        bind(Endpoints.templateList) { call, _ in try ListTemplates.run(call.team(), call.page(1)) },
        bind(Endpoints.templateShow) { call, _ in
            try ShowTemplate.run(call.team(), call.path("template"), version: call.query("version"))
        },
        bind(Endpoints.templateHistory) { call, _ in try ShowTemplateHistory.run(call.team(), call.path("template")) },
        bind(Endpoints.templatePublish) { call, _ in
            try PublishTemplate.run(
                call.team(needs: .member, .admin), call.path("template"), version: call.number("version"))
        },
        bind(Endpoints.templateDiff, lane: .slow) { call, _ in
            try DiffTemplate.run(
                call.team(), call.path("template"), from: call.version("from"), to: call.version("to"))
        },
        bind(Endpoints.policyCheck) { call, input in
            _ = try call.team()
            return ReportOnPolicy.check(input)
        },
        bind(Endpoints.policyTest) { call, input in
            _ = try call.team()
            return ReportOnPolicy.test(input)
        },
        bind(Endpoints.policyEnact) { call, input in try EnactPolicy.run(call.team(needs: .admin), input) },
        bind(Endpoints.policyShow) { call, _ in try ShowPolicy.run(call.team()) },
    ]
}
