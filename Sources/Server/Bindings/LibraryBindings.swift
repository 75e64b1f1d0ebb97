import API
import Domain
import HTTPListener
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
                call.team(), call.path("template"), from: number(call, "from"), to: number(call, "to"))
        },
        bind(Endpoints.templateFindings) { call, _ in
            try ListTemplateFindings.run(
                call.team(), call.path("template"),
                .init(open: call.query("open"), criterion: call.query("criterion"), cause: call.query("cause")),
                call.page(2))
        },
        bind(Endpoints.templateStats) { call, _ in
            try ShowTemplateStats.run(
                call.team(), call.path("template"), from: version(call, "base"), to: version(call, "version"))
        },
        bind(Endpoints.libraryShow, lane: .slow) { call, _ in
            try ShowLibrary.run(call.team(), form: call.query("as"))
        },
        bind(raw: Endpoints.libraryReferences, lane: .slow) { call in
            HTTPResponse(try ServeLibrary.references(call.team(), gitRequest(call)))
        },
        bind(raw: Endpoints.libraryFetch, lane: .slow) { call in
            HTTPResponse(try ServeLibrary.objects(call.team(), gitRequest(call)))
        },
        bind(Endpoints.contextSet) { call, input in
            try SetContext.run(call.context.teamOrInstallation(call.path("team")), layer: call.path("layer"), input)
        },
        bind(Endpoints.contextShow) { call, _ in
            try ShowContext.run(call.context.teamOrInstallation(call.path("team")), project: call.query("project"))
        },
    ]

    private static func gitRequest(_ call: Call) -> ServeLibrary.Request {
        var request = ServeLibrary.Request(
            service: call.query("service"), contentEncoding: call.request.headers["Content-Encoding"],
            gitProtocol: call.request.headers["Git-Protocol"])
        if case .bytes(let bytes) = call.request.body { request.body = bytes }
        return request
    }

    private static func number(_ call: Call, _ name: String) throws -> Int {
        try number(call.required(name), name)
    }

    private static func version(_ call: Call, _ name: String) throws -> Int? {
        try call.query(name).map { try number($0, name) }
    }

    private static func number(_ text: String, _ name: String) throws -> Int {
        guard let number = Int(text) else {
            throw Failure(.badRequest, "\(name) must be a version number, not \(text)")
        }
        return number
    }
}

extension HTTPResponse {
    fileprivate init(_ answer: ServeLibrary.Answer) {
        self.init(status: 200, headers: [HTTPField("Content-Type", answer.type)], body: .bytes(answer.bytes))
    }
}
