import Decisions
import Domain

/// What lint has to say about one template folder.
struct LintReport: Encodable {
    /// The folder as it was typed, or found below what was typed.
    let path: String
    let remarks: [LintRemark]
    let advice: DispatchAdvice?
    /// Whether it can be pushed as a draft.
    let isReadable: Bool

    private enum CodingKeys: CodingKey { case path, remarks, advice }

    init(_ folder: TemplateFolder, policy: PolicyBundle?) {
        path = folder.shownPath
        let (sketch, problems) = folder.read()
        isReadable = problems.isEmpty
        let prefix = Self.prefix(path)
        let facts = sketch.map { LintFacts(template: $0, policy: policy) }
        let found = facts.map { LintRules.remarks($0, besides: problems) } ?? LintRules.remarks(problems)
        remarks = found.map { remark in
            var remark = remark
            remark.file = remark.file == "." ? prefix : prefix + remark.file
            return remark
        }
        let judged = isReadable ? facts.flatMap { DispatchAdvice($0, remarks: found) } : nil
        advice = (judged ?? .mending(found)).map { advice in
            var advice = advice
            for index in advice.reasons.indices { advice.reasons[index].file = prefix + advice.reasons[index].file }
            return advice
        }
    }

    /// Whether it says this of one of the folder's files.
    func holds(_ remark: LintRemark) -> Bool {
        var remark = remark
        remark.file = Self.prefix(path) + remark.file
        return remarks.contains(remark)
    }

    private static func prefix(_ path: String) -> String { path.hasSuffix("/") ? path : path + "/" }

    /// Each remark with what to do, then whether to dispatch.
    var lines: [Text] {
        let advice: [Text]? = advice.map { advice in
            var lines = Self.lines(advice)
            lines[0] = "\(path): \(lines[0])"
            return lines
        }
        return remarks.flatMap(Self.lines) + (advice ?? [])
    }

    static func lines(_ remark: LintRemark) -> [Text] {
        let style: Style =
            switch remark.level {
            case .error: .bad
            case .warning: .waiting
            case .hint: .dim
            }
        let place = "\(remark.file):\(remark.line):\(remark.column)"
        let first: Text = "\(place): \(remark.level.rawValue, style): \(remark.message) \("(\(remark.rule))", .dim)"
        return remark.advice.isEmpty ? [first] : [first, "    \(remark.advice)"]
    }

    /// Below the remarks, which say what is to be mended.
    static func lines(_ advice: DispatchAdvice) -> [Text] {
        let first: Text =
            switch advice.course {
            case .dispatch: "\("suited for dispatch", .good): clear, verifiable, and independent"
            case .mend: "\("mend", .bad) the errors first, then it is decided who does it"
            case .cowork: "\("cowork", .waiting): let a person work alongside, because"
            case .keep: "\("keep", .waiting): let a person do it, because"
            }
        return advice.course == .mend ? [first] : [first] + advice.reasons.map { "    \($0.text)" }
    }

    /// `with 1 error, 2 hints`; nil without any.
    static func count(_ remarks: [LintRemark]) -> String? {
        let counts = LintLevel.allCases.compactMap { level -> String? in
            let count = remarks.count { $0.level == level }
            return count == 0 ? nil : count.counted(level.rawValue)
        }
        return counts.isEmpty ? nil : "with " + counts.joined(separator: ", ")
    }
}
