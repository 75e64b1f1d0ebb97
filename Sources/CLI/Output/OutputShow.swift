import API
import Domain

/// `countersign output show`
enum OutputShow {
    static let version = Option<Int>("version", "N", "This version's files; the latest version's if absent.")

    static let command = Command(
        "show", "Show an output: files, provenance, reviews, approval.",
        description:
            "Whether it may be used is computed now, with the reasons; nothing of it is remembered from before.",
        arguments: [OutputArgument.output], options: [version],
        examples: [Example("countersign output show out_0abc1defghjkmnpq", "May this be used?")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(OutputArgument.view(invocation)) { view in
            let version = try OutputArgument.version(invocation[version], of: view)
            try invocation.print(facts(view, version, invocation))
            try invocation.print("")
            try invocation.print(files(version), ifEmpty: "No files.")
            if !view.reviews.isEmpty {
                try invocation.print("")
                try invocation.print(reviews(view.reviews, invocation), ifEmpty: "")
            }
            for finding in view.findings where finding.closedBy == nil {
                let kind: Text = finding.isBlocking ? "\("blocking finding", .bad)" : "\("finding", .waiting)"
                try invocation.print([
                    "", "\(kind) by \(finding.author) on version \(finding.version): \(finding.text)",
                ])
            }
            for defect in view.defects {
                try invocation.print([""] + DefectText.lines(defect, invocation))
            }
            for notice in version.notices { invocation.say("\("notice", .waiting): \(notice)") }
        }
    }

    private static func facts(_ view: OutputView, _ version: OutputVersionView, _ invocation: Invocation) -> Facts {
        let output = view.summary
        var facts = Facts()
        facts.add("Output", "\(output.id, .bold)")
        facts.add("Title", output.title)
        facts.add(
            "Review",
            output.isTrial
                ? "none: this comes from a trial" : "\(output.reviewState.rawValue, output.reviewState.style)")
        facts.add("Risk", "\(output.risk.rawValue, output.risk.style)")
        facts.add(
            "Version",
            "\(version.number) of \(output.latestVersion), submitted \(invocation.time(version.submittedAt))")
        facts.add("Content", "\(version.contentDigest)")
        let provenance = version.provenance
        facts.add("From", "\(output.run), attempt \(provenance.attempt) on \(provenance.runner)")
        facts.add("Template", "\(provenance.template) version \(provenance.templateVersion)")
        facts.add("Brief", "\(provenance.briefDigest)")
        let minutes = (version.plannedSeconds + 59) / 60
        facts.add("Reading", "\(version.chunkCount.counted("part")), about \(minutes.counted("minute"))")
        let approval = view.approval
        let answer: Text = approval.isEffective ? "\("effective", .good)" : "\("not effective", .waiting)"
        facts.add("Approval", answer + ", \(approval.approvals) of \(approval.needed)")
        for reason in approval.reasons where !output.isTrial { facts.add("", "- \(reason)") }
        if output.reviewState == .approved && !approval.isEffective {
            facts.add("Next", "\("countersign review request \(output.id)", .link)")
            facts.add("or", "\("countersign run revise \(output.run) -m TEXT", .link)")
        }
        if let end = approval.expiresAt { facts.add("Ends", invocation.time(end)) }
        return facts
    }

    private static func files(_ version: OutputVersionView) -> Table {
        var table = Table("FILE", "KIND", "SIZE", "DIGEST")
        for file in version.files {
            table.add(
                "\(file.path, .bold)", "\(file.kind.rawValue)", "\(RelativeTime.size(file.size))",
                "\(file.digest.short, .dim)")
        }
        return table
    }

    private static func reviews(_ reviews: [ReviewSummary], _ invocation: Invocation) -> Table {
        var table = Table("REVIEW", "REVIEWER", "VERSION", "STATE", "VERDICT", "ASSIGNED")
        for review in reviews {
            table.add(
                "\(review.id, .bold)", "\(review.reviewer)", "\(review.version)", "\(review.state)",
                "\(review.verdict?.rawValue ?? "")", "\(invocation.time(review.assignedAt), .dim)")
        }
        return table
    }
}
