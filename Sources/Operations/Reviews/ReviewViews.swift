import API
import Domain
import Store

extension ReviewSummary {
    init(_ review: ReviewRow, title: String, plannedSeconds: Int) {
        self.init(
            id: review.id, output: review.outputID, version: review.version, title: title, reviewer: review.reviewer,
            state: review.state, assignedAt: review.assignedAt, dueAt: review.dueAt, verdict: review.verdict,
            plannedSeconds: plannedSeconds)
    }
}

extension FindingView {
    init(_ finding: FindingRow) {
        self.init(
            id: finding.id, version: finding.version, author: finding.author, isBlocking: finding.isBlocking,
            cause: finding.cause, criterion: finding.criterion,
            templateLine: finding.templateLine.map(TemplateLineView.init), text: finding.text,
            anchor: finding.anchor.map(AnchorView.init), createdAt: finding.createdAt, closedBy: finding.closedBy,
            closedOnVersion: finding.closedOnVersion)
    }
}

extension TemplateLineView {
    init(_ line: TemplateLine) {
        self.init(file: line.file, line: line.line, text: line.text, constraint: line.constraint)
    }
}

extension AnchorView {
    init(_ anchor: Anchor) {
        self.init(
            chunk: anchor.chunk, startLine: anchor.startLine, endLine: anchor.endLine, quotation: anchor.quotation)
    }
}

extension Anchor {
    init(_ view: AnchorView) {
        self.init(chunk: view.chunk, startLine: view.startLine, endLine: view.endLine, quotation: view.quotation)
    }
}
