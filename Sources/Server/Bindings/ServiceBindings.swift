import API
import Domain
import HTTPListener
import Operations
import Store

extension Bindings {
    /// The version of this program, as the API and the command line tell it.
    package static let version = "0.1.0"

    static let service: [Binding] = [
        bind(Endpoints.health, lane: .inline) { _, _ in HealthView(status: "ok", version: version) },
        bind(Endpoints.ready) { call, _ in
            try CheckReadiness.run(call.context.services)
            return HealthView(status: "ready", version: version)
        },
        bind(raw: Endpoints.metrics) { call in
            .text(call.context.services.observer.metrics.render(), type: "text/plain; version=0.0.4; charset=utf-8")
        },
        bind(Endpoints.openAPI) { _, _ in OpenAPIDocument(document: OpenAPI.document(version: version)) },
    ]
}
