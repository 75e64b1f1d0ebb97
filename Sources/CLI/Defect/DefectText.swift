import API
import Domain

/// What commands say of defects, and take.
enum DefectText {
    static let defect = Argument("DEFECT", "The defect's id, dfc_…, as `output show` has it.")

    static func path(_ invocation: Invocation) throws -> [String: String] {
        try invocation.teamPath(["defect": invocation[defect]])
    }

    /// On the page of its output: what was reported, and what has become of it.
    static func lines(_ defect: DefectView, _ invocation: Invocation) -> [Text] {
        let about = defect.criterion.map { " (criterion \($0))" } ?? ""
        let kind: Text =
            switch defect.state {
            case .reported: "\("reported defect", .waiting)"
            case .confirmed: "\("defect", .bad)"
            case .dismissed, .withdrawn: "\("\(defect.state.rawValue) defect", .dim)"
            }
        return [
            kind
                + " \(defect.id) by \(defect.reportedBy) in version \(defect.version)\(about), \(invocation.time(defect.reportedAt)): \(defect.reason)"
        ] + fate(defect, invocation)
    }

    private static func fate(_ defect: DefectView, _ invocation: Invocation) -> [Text] {
        guard let judgement = defect.judgement else {
            return ["  counts once it is confirmed\(defect.judges.map { "; \($0.words)" } ?? "")"]
        }
        let why = judgement.reason.isEmpty ? "" : ": \(judgement.reason)"
        return ["  \(defect.state.rawValue) by \(judgement.by), \(invocation.time(judgement.at))\(why)"]
    }

    /// Beside what counts, in one line; nothing where nothing waits.
    static func waiting(_ defects: [DefectView], indent: String) -> [Text] {
        guard !defects.isEmpty else { return [] }
        let named = defects.prefix(3).map { "\($0.id) in output \($0.output), by \($0.reportedBy)" }
        let more = defects.count - named.count
        let list = (named + (more > 0 ? ["and \(more) more"] : [])).joined(separator: "; ")
        let verb = defects.count == 1 ? "waits" : "wait"
        return ["\(indent)\("\(defects.count.counted("reported defect")) \(verb) to be confirmed", .waiting): \(list)"]
    }

    /// In the inbox of who may judge it.
    static func task(_ report: ReportedDefectView, _ invocation: Invocation) -> [Text] {
        let defect = report.defect
        let dismissal = "countersign defect dismiss \(defect.id) --reason TEXT"
        return [
            "  \(report.template, .bold), version \(defect.version) of output \(defect.output) of run \(report.run), says "
                + "\(defect.reportedBy), \(invocation.time(defect.reportedAt)): \(defect.reason)",
            "    \("countersign output show \(defect.output)", .link), then",
            "    \("countersign defect confirm \(defect.id)", .link)" + (report.mayDismiss ? ", or" : ""),
        ] + (report.mayDismiss ? ["    \(dismissal, .link)"] : [])
    }
}
