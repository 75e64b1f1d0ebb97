/// Prometheus' text exposition format 0.0.4: lines of one family of metrics.
enum MetricsText {
    static func lines(_ family: Metrics.Family) -> String {
        let metric = family.metric
        let type =
            switch metric.kind {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        var out = "# HELP \(metric.name) \(escape(metric.help, quotes: false))\n# TYPE \(metric.name) \(type)\n"
        for (values, series) in family.series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let labels = Array(zip(metric.labels, values))
            switch metric.kind {
            case .counter, .gauge:
                out += sample(metric.name, labels, series.value)
            case .histogram(let bounds):
                out += histogram(metric.name, labels, bounds, series)
            }
        }
        return out
    }

    private static func histogram(
        _ name: String, _ labels: [(String, String)], _ bounds: [Double], _ series: Metrics.Series
    ) -> String {
        var out = ""
        var below = 0
        for (bound, count) in zip(bounds + [.infinity], series.buckets) {
            below += count
            out += sample(name + "_bucket", labels + [("le", number(bound))], Double(below))
        }
        return out + sample(name + "_sum", labels, series.value) + sample(name + "_count", labels, Double(series.count))
    }

    private static func sample(_ name: String, _ labels: [(String, String)], _ value: Double) -> String {
        let list = labels.map { "\($0.0)=\"\(escape($0.1, quotes: true))\"" }.joined(separator: ",")
        return name + (list.isEmpty ? "" : "{\(list)}") + " \(number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func escape(_ text: String, quotes: Bool) -> String {
        text.unicodeScalars.reduce(into: "") { out, scalar in
            switch scalar {
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\"" where quotes: out += "\\\""
            default: out.unicodeScalars.append(scalar)
            }
        }
    }
}
