import API
import Domain
import HTTPListener
import Operations

extension Bindings {
    static let library: [Binding] = [
        bind(Endpoints.templatePush) { call, input in try PushTemplate.run(call.team(needs: .member, .admin), input) },
        bind(Endpoints.templateList) { call, _ in
            try ListTemplates.run(call.team(), publishedOnly: call.query("published") == "true", call.page(1))
        },
        bind(Endpoints.templateShow) { call, _ in
            try ShowTemplate.run(
                call.team(), call.path("template"), version: call.query("version"),
                dispatchedIn: call.query("project"))
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
        bind(Endpoints.templatePreview) { call, input in
            try PreviewTemplate.run(call.team(), call.path("template"), input)
        },
        bind(Endpoints.templateDeprecate) { call, input in
            try DeprecateTemplate.run(call.team(needs: .member, .admin), call.path("template"), input)
        },
        bind(Endpoints.templateLabels) { call, _ in try ListLabels.run(call.team(), call.path("template")) },
        bind(Endpoints.templateLabelMove) { call, input in
            try MoveLabel.run(
                call.team(needs: .member, .admin), call.path("template"), label: call.path("label"), input)
        },
        bind(Endpoints.templateSearch) { call, _ in
            try FindTemplates.run(
                call.team(), text: call.required("text"), useCase: call.query("use_case"), kind: call.choice("kind"),
                area: call.query("area"), everyVersion: call.query("all") == "true", call.page(1))
        },
        bind(Endpoints.templateFindings) { call, _ in
            try ListTemplateFindings.run(
                call.team(), call.path("template"),
                .init(open: call.query("open"), criterion: call.query("criterion"), cause: call.query("cause")),
                call.page(2))
        },
        bind(Endpoints.templateStats) { call, _ in
            try ShowTemplateStats.run(
                call.team(), call.path("template"), from: call.optionalVersion("from"), to: call.optionalVersion("to"),
                by: call.choice("by"))
        },
        bind(Endpoints.insightsLibrary, lane: .slow) { call, _ in try ShowLibraryInsights.run(call.team()) },
        bind(Endpoints.libraryShow, lane: .slow) { call, _ in
            try ShowLibrary.run(call.team(), form: call.query("as"))
        },
        bind(raw: Endpoints.libraryReferences, lane: .slow) { call in
            HTTPResponse(try ServeLibrary.references(call.team(), gitRequest(call)))
        },
        bind(raw: Endpoints.libraryFetch, lane: .slow) { call in
            HTTPResponse(try ServeLibrary.objects(call.team(), gitRequest(call)))
        },
    ]

    private static func gitRequest(_ call: Call) -> ServeLibrary.Request {
        var request = ServeLibrary.Request(
            service: call.query("service"), contentEncoding: call.request.headers["Content-Encoding"],
            gitProtocol: call.request.headers["Git-Protocol"])
        if case .bytes(let bytes) = call.request.body { request.body = bytes }
        return request
    }
}

extension HTTPResponse {
    fileprivate init(_ answer: ServeLibrary.Answer) {
        self.init(status: 200, headers: [HTTPField("Content-Type", answer.type)], body: .bytes(answer.bytes))
    }
}
