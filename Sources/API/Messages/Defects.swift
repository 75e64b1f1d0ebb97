import Domain

package struct DefectRequest: Message, Hashable {
    package var reason: String
    /// The success criterion that is not met after all.
    package var criterion: String?
    /// Where it comes from; `template` if absent.
    package var cause: FindingCause?

    package init(reason: String, criterion: String? = nil, cause: FindingCause? = nil) {
        self.reason = reason
        self.criterion = criterion
        self.cause = cause
    }
}

package struct DefectView: Message, Hashable {
    package var id: String
    package var output: String
    package var version: Int
    package var criterion: String?
    package var cause: FindingCause
    /// What gathers on the template once the defect is confirmed, if the cause lies there.
    package var finding: String
    package var reason: String
    /// A login.
    package var reportedBy: String
    package var reportedAt: Timestamp
    /// It counts once it is confirmed.
    package var state: DefectState
    /// Nil while nobody has judged or withdrawn it.
    package var judgement: DefectJudgementView?
    /// Who may; nil for one that is judged, and in lists.
    package var judges: DefectJudgesView?

    package init(
        id: String, output: String, version: Int, criterion: String? = nil, cause: FindingCause, finding: String,
        reason: String, reportedBy: String, reportedAt: Timestamp, state: DefectState = .reported,
        judgement: DefectJudgementView? = nil, judges: DefectJudgesView? = nil
    ) {
        self.id = id
        self.output = output
        self.version = version
        self.criterion = criterion
        self.cause = cause
        self.finding = finding
        self.reason = reason
        self.reportedBy = reportedBy
        self.reportedAt = reportedAt
        self.state = state
        self.judgement = judgement
        self.judges = judges
    }
}

/// How a report ended, for good.
package struct DefectJudgementView: Message, Hashable {
    /// A login; of a withdrawn report, its reporter's.
    package var by: String
    package var at: Timestamp
    /// Empty for one that is confirmed.
    package var reason: String

    package init(by: String, at: Timestamp, reason: String = "") {
        self.by = by
        self.at = at
        self.reason = reason
    }
}

/// Who can end a report, by login.
package struct DefectJudgesView: Message, Hashable {
    package var mayConfirm: [String]
    /// Those of them who did not ask for the output, approve it or write its template.
    package var mayDismiss: [String]
    /// That nobody can dismiss it, or judge it at all, and what to do; nil if somebody can.
    package var shortage: String?

    package init(mayConfirm: [String], mayDismiss: [String], shortage: String? = nil) {
        self.mayConfirm = mayConfirm
        self.mayDismiss = mayDismiss
        self.shortage = shortage
    }

    /// What each can do, or what to do because nobody can.
    package var words: String {
        if let shortage { return shortage }
        let others = mayConfirm.filter { !mayDismiss.contains($0) }
        return "\(Self.names(mayDismiss)) can confirm or dismiss it"
            + (others.isEmpty ? "" : ", \(Self.names(others)) can only confirm it")
    }

    /// The first few.
    package static func names(_ logins: [String]) -> String {
        let more = logins.count - 5
        return (logins.prefix(5) + (more > 0 ? ["\(more.counted("other"))"] : [])).joined(separator: " or ")
    }
}

/// Why a report ends without a defect.
package struct DefectEnd: Message, Hashable {
    package var reason: String

    package init(reason: String) { self.reason = reason }
}

/// A report that waits for the caller.
package struct ReportedDefectView: Message, Hashable {
    package var defect: DefectView
    package var template: String
    package var run: String
    /// If not, the caller can only confirm it, or leave it to others.
    package var mayDismiss: Bool

    package init(defect: DefectView, template: String, run: String, mayDismiss: Bool) {
        self.defect = defect
        self.template = template
        self.run = run
        self.mayDismiss = mayDismiss
    }
}
