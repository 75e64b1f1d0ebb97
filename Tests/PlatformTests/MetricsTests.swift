import Platform
import Testing

@Suite struct MetricsTests {
    /// The shape is that of the example in Prometheus' description of the format.
    @Test func textFormat() {
        let requests = Metric.counter(
            "http_requests_total", "The total number of HTTP requests.", labels: ["method", "code"])
        let odd = Metric.gauge("odd", "Back\\slash\nand \"line\".", labels: ["path"])
        let duration = Metric.histogram(
            "duration_seconds", "Duration.", labels: ["route"], upperBounds: [0.05, 0.1, 1])
        let metrics = Metrics()
        metrics.record(requests.counting("post", "400", by: 3))
        metrics.record(requests.counting("post", "200", by: 1026))
        metrics.record(requests.counting("post", "200"))
        metrics.record(requests.counting("post", "200", by: -5))
        metrics.record(odd.measuring(1, "C:\\DIR\n\"x\""))
        metrics.record(odd.measuring(-.infinity, "C:\\DIR\n\"x\""))
        for value in [0.05, 0.07, 0.5, 0.5, 3] { metrics.record(duration.measuring(value, "/a")) }
        #expect(
            metrics.render() == """
                # HELP duration_seconds Duration.
                # TYPE duration_seconds histogram
                duration_seconds_bucket{route="/a",le="0.05"} 1
                duration_seconds_bucket{route="/a",le="0.1"} 2
                duration_seconds_bucket{route="/a",le="1"} 4
                duration_seconds_bucket{route="/a",le="+Inf"} 5
                duration_seconds_sum{route="/a"} 4.12
                duration_seconds_count{route="/a"} 5
                # HELP http_requests_total The total number of HTTP requests.
                # TYPE http_requests_total counter
                http_requests_total{method="post",code="200"} 1027
                http_requests_total{method="post",code="400"} 3
                # HELP odd Back\\\\slash\\nand "line".
                # TYPE odd gauge
                odd{path="C:\\\\DIR\\n\\"x\\""} -Inf

                """)
    }

    @Test func threadsLoseNothing() async {
        let metrics = Metrics()
        let counter = Metric.counter("c_total", "C.")
        await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<500 { metrics.record(counter.counting()) } } }
        }
        #expect(metrics.render().hasSuffix("\nc_total 4000\n"))
    }
}
