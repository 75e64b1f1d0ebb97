import Domain

/// `review.yaml`: parameters of review within their bounds. What is left out keeps its standard value; the bounds let a
/// team be stricter than the standard, never laxer.
struct ReviewSettingsReader {
    private let problems: ProblemCollector

    static func read(_ file: PolicyFile) -> ReviewSettings {
        var settings = ReviewSettings()
        guard let root = file.reader("the file", keys: ["risks", "pace_seconds", "size", "supervised_runs"]) else {
            return settings
        }
        let reader = ReviewSettingsReader(problems: file.problems)
        if let risks = root.optionalMapping("risks", "risks", keys: Risk.allCases.map(\.rawValue)) {
            for risk in Risk.allCases { settings.risks[risk] = reader.risk(risk, risks) }
        }
        if let pace = root.optionalMapping("pace_seconds", "pace_seconds", keys: PaceUnit.allCases.map(\.rawValue)) {
            for unit in PaceUnit.allCases { settings.pace[unit] = reader.pace(unit, pace) }
        }
        if let size = root.optionalMapping("size", "size", keys: ["effective_lines", "words", "planned_minutes"]) {
            settings.size = reader.size(size)
        }
        if let runs = root.optionalInteger("supervised_runs", in: 0...20) { settings.supervisedRuns = Int(runs) }
        return settings
    }

    private func risk(_ risk: Risk, _ reader: MappingReader) -> RiskSettings {
        var settings = RiskSettings.standard(risk)
        guard
            let reader = reader.optionalMapping(
                risk.rawValue, risk.rawValue, keys: ["approvals", "lifetime", "overdue"])
        else { return settings }
        if let approvals = reader.optionalInteger("approvals", in: Int64(settings.approvals)...10) {
            settings.approvals = Int(approvals)
        }
        let lifetime = settings.lifetimeSeconds
        settings.lifetimeSeconds = duration("lifetime", reader, in: 600...lifetime, standard: lifetime)
        settings.overdueSeconds = duration(
            "overdue", reader, in: RiskSettings.overdueBounds, standard: settings.overdueSeconds)
        return settings
    }

    private func duration(_ key: String, _ reader: MappingReader, in bounds: ClosedRange<Int>, standard: Int) -> Int {
        guard let text = reader.optionalString(key), let node = reader.optionalNode(key) else { return standard }
        guard let seconds = DurationText.seconds(text) else {
            problems.report("\(key) must be a number with m, h or d, such as 72h; this is \(text)", at: node)
            return standard
        }
        guard bounds.contains(seconds) else {
            let (least, most) = (DurationText.text(bounds.lowerBound), DurationText.text(bounds.upperBound))
            problems.report("\(key) must be from \(least) to \(most); this is \(text)", at: node)
            return standard
        }
        return seconds
    }

    private func pace(_ unit: PaceUnit, _ reader: MappingReader) -> PaceLimits {
        let standard = PaceLimits.standard(unit)
        guard let reader = reader.optionalMapping(unit.rawValue, unit.rawValue, keys: ["refuse", "flag", "planned"])
        else { return standard }
        // Each bound begins where the standard stands and ends at the next one's, so the three keep their order.
        return PaceLimits(
            refuseMilliseconds: milliseconds(
                "refuse", reader, standard.refuseMilliseconds...standard.flagMilliseconds),
            flagMilliseconds: milliseconds("flag", reader, standard.flagMilliseconds...standard.plannedMilliseconds),
            plannedMilliseconds: milliseconds(
                "planned", reader, standard.plannedMilliseconds...standard.plannedMilliseconds * 4))
    }

    /// The standard is the lower bound.
    private func milliseconds(_ key: String, _ reader: MappingReader, _ range: ClosedRange<Int64>) -> Int64 {
        guard let node = reader.optionalNode(key) else { return range.lowerBound }
        guard let seconds = node.json.double else {
            problems.report("\(key) must be a number of seconds; this is \(node.kindText)", at: node)
            return range.lowerBound
        }
        let low = Double(range.lowerBound) / 1000
        let high = Double(range.upperBound) / 1000
        guard low <= seconds && seconds <= high else {
            problems.report("\(key) must be from \(low) to \(high) seconds; this is \(seconds)", at: node)
            return range.lowerBound
        }
        return Int64((seconds * 1000).rounded())
    }

    private func size(_ reader: MappingReader) -> SizeLimits {
        var size = SizeLimits()
        func integer(_ key: String, _ least: Int64, _ standard: Int) -> Int {
            reader.optionalInteger(key, in: least...Int64(standard)).map { Int($0) } ?? standard
        }
        size.effectiveLines = integer("effective_lines", 50, size.effectiveLines)
        size.words = integer("words", 500, size.words)
        size.plannedMinutes = integer("planned_minutes", 10, size.plannedMinutes)
        return size
    }
}
