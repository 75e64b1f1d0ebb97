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
                call.team(), call.path("template"), from: version(call, "from"), to: version(call, "to"))
        },
        bind(Endpoints.contextSet) { call, input in
            try SetContext.run(call.context.teamOrInstallation(call.path("team")), layer: call.path("layer"), input)
        },
        bind(Endpoints.contextShow) { call, _ in
            try ShowContext.run(call.context.teamOrInstallation(call.path("team")), project: call.query("project"))
        },
    ]

    private static func version(_ call: Call, _ name: String) throws -> Int {
        let text = try call.required(name)
        guard let number = Int(text) else {
            throw Failure(.badRequest, "\(name) must be a version number, not \(text)")
        }
        return number
    }
}
