import API
import Domain
import HTTPListener
import Operations
import Store

extension Bindings {
    static let service: [Binding] = [
        bind(Endpoints.health, lane: .inline) { _, _ in HealthView(status: "ok", version: Version.text) },
        bind(Endpoints.ready) { call, _ in
            try CheckReadiness.run(call.context.services)
            return HealthView(status: "ready", version: Version.text)
        },
        bind(raw: Endpoints.metrics) { call in
            .text(call.context.services.observer.metrics.render(), type: "text/plain; version=0.0.4; charset=utf-8")
        },
        bind(Endpoints.openAPI) { _, _ in OpenAPIDocument(document: OpenAPI.document(version: Version.text)) },
    ]
}
