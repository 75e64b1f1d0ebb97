import API
import Domain

/// `countersign review show`
enum ReviewShow {
    static let command = Command(
        "show", "Show a review: criteria, answers, parts, findings, what is missing.",
        description: """
            Everything but the work itself: `review read` shows that. At the end stands what is still between this review \
            and an approval, in the words in which the service would refuse it.
            """,
        arguments: [ReviewArgument.review],
        examples: [Example("countersign review show rev_0abc1defghjkmnpq", "Where does this review stand?")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let path = try invocation.teamPath(["review": invocation[ReviewArgument.review]])
        try invocation.show(invocation.call(Endpoints.reviewShow, path: path)) { review in
            try invocation.print(facts(review, invocation))
            try invocation.print(["", "\("Success criteria", .bold)"] + review.criteria.flatMap(criterion))
            if !review.constraints.isEmpty {
                try invocation.print(["", "\("Must not", .bold)"] + ReviewText.constraints(review).map { "  \($0)" })
            }
            try invocation.print("")
            try invocation.print(parts(review), ifEmpty: "No parts.")
            for finding in review.findings { try invocation.print(lines(finding)) }
            if !review.notices.isEmpty { try invocation.print("") }
            for notice in review.notices { try invocation.print("\("! \(notice)", .waiting)") }
            try invocation.print(missing(review))
        }
    }

    private static func facts(_ review: ReviewView, _ invocation: Invocation) -> Facts {
        let summary = review.summary
        var facts = Facts()
        facts.add("Review", "\(summary.id, .bold) (\(summary.state)), assigned \(invocation.time(summary.assignedAt))")
        facts.add("Output", "\(summary.output) version \(summary.version), from run \(review.run)")
        facts.add("Title", "\(summary.title, .bold)")
        facts.add("Objective", review.objective)
        facts.add("Risk", "\(review.risk.rawValue, review.risk.style)")
        facts.add("Content", "\(review.contentDigest)")
        let reading: Text = "\(ReviewText.reading(review)); \(ReviewShow.minutes(summary.plannedSeconds)) in all"
        facts.add("Reading", reading)
        facts.add("Verdict", summary.verdict.map(\.rawValue))
        return facts
    }

    /// `about 3 minutes`
    static func minutes(_ seconds: Int) -> String {
        let minutes = max(1, (seconds + 59) / 60)
        return "about \(minutes.counted("minute"))"
    }

    private static func criterion(_ criterion: CriterionView) -> [Text] {
        let answer: Text = criterion.answer.map { "\($0.rawValue, style($0))" } ?? "\("open", .waiting)"
        var lines: [Text] = ["  \(criterion.id, .link) \(answer): \(criterion.text)"]
        if !criterion.evidence.isEmpty { lines.append("     shown by: \(criterion.evidence, .dim)") }
        if !criterion.reason.isEmpty { lines.append("     because \(criterion.reason)") }
        if let anchor = criterion.anchor { lines.append("     \(ReviewText.quotation(anchor))") }
        return lines
    }

    private static func style(_ answer: CriterionAnswer) -> Style {
        switch answer {
        case .pass: .good
        case .fail: .bad
        case .concern, .cannotTell: .waiting
        case .notApplicable: .dim
        }
    }

    private static func parts(_ review: ReviewView) -> Table {
        var table = Table("PART", "WHERE", "KIND", "SECTION", "READ")
        for part in review.chunks {
            let read: Text =
                !part.isRead
                ? "\("not yet", .waiting)" : part.isSlowEnough ? "\("yes", .good)" : "\("too fast", .waiting)"
            table.add(
                "\(PartNames.number(part.index), .bold)",
                "\(PartNames.place(path: part.path, part.startLine, part.endLine))", "\(part.kind)", "\(part.section)",
                read)
        }
        return table
    }

    static func lines(_ finding: FindingView) -> [Text] {
        let kind: Text = finding.isBlocking ? "\("Blocking finding", .bad)" : "\("Finding", .waiting)"
        let closed = finding.closedBy.map { ", closed by \($0)" } ?? ""
        let subject = ReviewText.subject(finding.criterion, finding.templateLine)
        var lines: [Text] = [
            "",
            "\(kind) \(finding.id) by \(finding.author) on version \(finding.version), cause \(finding.cause.rawValue)\(subject)\(closed)",
            "  \(finding.text)",
        ]
        if let anchor = finding.anchor { lines.append("  \(ReviewText.quotation(anchor))") }
        return lines
    }

    private static func missing(_ review: ReviewView) -> [Text] {
        let id = review.summary.id
        guard review.summary.verdict == nil else { return [] }
        guard !review.missing.isEmpty else {
            return ["", "Nothing stands against an approval:", "  \("countersign review approve \(id)", .link)"]
        }
        return ["", "\("Still between this review and an approval", .bold)"]
            + review.missing.flatMap { ReviewText.missing($0.code, $0.message, review: id) }
            + ["", "Sending it back is always possible: countersign review changes \(id) --reason TEXT --cause CAUSE"]
    }
}
