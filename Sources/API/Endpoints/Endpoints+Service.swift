import Domain

/// Whether it is there, and what it offers.
extension Endpoints {
    static let service: [EndpointShape] = [
        health.shape, ready.shape, metrics.shape, openAPI.shape,
    ]

    package static let health = Endpoint<Nothing, HealthView>(
        "service_health", .get, "/healthz", .anyone, "The process is alive.")
    package static let ready = Endpoint<Nothing, HealthView>(
        "service_ready", .get, "/readyz", .anyone, "The database answers and the schema is current.")
    package static let metrics = Endpoint<Nothing, PlainText>(
        "service_metrics", .get, "/metrics", .anyone, "Counters, gauges and histograms in Prometheus text format.")
    package static let openAPI = Endpoint<Nothing, OpenAPIDocument>(
        "service_describe", .get, "/v1/openapi.json", .anyone,
        "This API as OpenAPI 3.1, generated from the endpoint table.")
}
