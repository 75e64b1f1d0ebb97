import Domain

/// A file of a template folder; bytes in base 64.
package struct FileContent: Message {
    package var path: String
    package var base64: String
    package var isExecutable: Bool

    package init(path: String, base64: String, isExecutable: Bool) {
        self.path = path
        self.base64 = base64
        self.isExecutable = isExecutable
    }
}

package struct TemplatePush: Message {
    package var name: String
    package var area: String
    package var files: [FileContent]
    package var note: String?
    /// Whether it comes from a collection of others: the same again is the version that there is, and where parts are missing,
    /// the team's own task.yaml stays.
    package var isImport: Bool?
    /// The findings that this version answers, by id.
    package var answers: [String]?
    /// The version that these files were made from: refused if it is not the latest any more.
    package var onto: Int?

    package init(
        name: String, area: String, files: [FileContent], note: String? = nil, isImport: Bool? = nil,
        answers: [String]? = nil, onto: Int? = nil
    ) {
        self.name = name
        self.area = area
        self.files = files
        self.note = note
        self.isImport = isImport
        self.answers = answers
        self.onto = onto
    }
}

package struct TemplateView: Message {
    package var name: String
    package var area: String
    package var description: String
    package var latest: Int
    /// The version that a dispatch uses which names none.
    package var published: Int?
    /// Whether that is deprecated: it cannot be dispatched any more.
    package var isDeprecated: Bool
    /// Where the whole team has pinned it, whatever is published.
    package var pinned: Int?
    package var updatedAt: Timestamp

    package init(
        name: String, area: String, description: String, latest: Int, published: Int? = nil, isDeprecated: Bool = false,
        pinned: Int? = nil, updatedAt: Timestamp
    ) {
        self.name = name
        self.area = area
        self.description = description
        self.latest = latest
        self.published = published
        self.isDeprecated = isDeprecated
        self.pinned = pinned
        self.updatedAt = updatedAt
    }
}

package struct TemplateVersionSummary: Message {
    package var name: String
    package var number: Int
    package var state: TemplateVersionState
    package var digest: Digest
    package var author: String
    package var createdAt: Timestamp
    package var publishedBy: String?
    package var publishedAt: Timestamp?
    package var note: String
    /// What a dispatch uses that names no version, unless it is deprecated.
    package var isCurrent: Bool
    /// Why it is deprecated, and by whom.
    package var deprecation: String?
    /// The template to use instead.
    package var instead: String?

    package init(
        name: String, number: Int, state: TemplateVersionState, digest: Digest, author: String, createdAt: Timestamp,
        publishedBy: String? = nil, publishedAt: Timestamp? = nil, note: String, isCurrent: Bool = false,
        deprecation: String? = nil, instead: String? = nil
    ) {
        self.name = name
        self.number = number
        self.state = state
        self.digest = digest
        self.author = author
        self.createdAt = createdAt
        self.publishedBy = publishedBy
        self.publishedAt = publishedAt
        self.note = note
        self.isCurrent = isCurrent
        self.deprecation = deprecation
        self.instead = instead
    }
}

package struct TemplateFileView: Message {
    package var path: String
    package var digest: Digest
    package var size: Int64
    package var isExecutable: Bool

    package init(path: String, digest: Digest, size: Int64, isExecutable: Bool) {
        self.path = path
        self.digest = digest
        self.size = size
        self.isExecutable = isExecutable
    }
}

package struct TemplateVersionView: Message {
    package var summary: TemplateVersionSummary
    package var area: String
    package var description: String
    /// The parsed template: objective, inputs, criteria, constraints, outputs, actions.
    package var definition: JSON
    package var files: [TemplateFileView]
    /// What keeps the policy in force from admitting it.
    package var warnings: [Problem]
    /// What lint says. With an error among them, such as a part that is missing, the version cannot be published.
    package var remarks: [LintRemark]
    /// To mend it, where a part is missing.
    package var advice: DispatchAdvice?
    /// Where the template is pinned, for the team or for projects, to this version or to another; absent without a pin.
    package var pins: [LabelView]?
    /// After a push: that it has brought an earlier version back, and over what.
    package var notice: String?

    package init(
        summary: TemplateVersionSummary, area: String, description: String, definition: JSON,
        files: [TemplateFileView], warnings: [Problem], remarks: [LintRemark] = [],
        advice: DispatchAdvice? = nil
    ) {
        self.summary = summary
        self.area = area
        self.description = description
        self.definition = definition
        self.files = files
        self.warnings = warnings
        self.remarks = remarks
        self.advice = advice
    }
}

extension LintRemark: Message {}
extension DispatchAdvice: Message {}
extension DispatchAdvice.Reason: Message {}

/// The files of a bundle folder: path to text.
package struct BundleRequest: Message {
    package var files: [String: String]
    package var note: String?
    /// Of the git work tree that the files come from.
    package var commit: String?

    package init(files: [String: String], note: String? = nil, commit: String? = nil) {
        self.files = files
        self.note = note
        self.commit = commit
    }
}

package struct BundleCaseView: Message {
    package var name: String
    /// `cases/dispatch.yaml:12`
    package var place: String
    package var passed: Bool
    /// A line each: why it is answered so; of a case that fails, first how that is not what it expects.
    package var explanation: String

    package init(name: String, place: String, passed: Bool, explanation: String) {
        self.name = name
        self.place = place
        self.passed = passed
        self.explanation = explanation
    }
}

package struct BundleReport: Message {
    package var digest: Digest
    package var problems: [Problem]
    package var cases: [BundleCaseView]
    /// Rules that no case matched.
    package var unmatchedRules: [String]
    /// What is allowed, and not what its author may think.
    package var remarks: [Problem]

    package init(
        digest: Digest, problems: [Problem], cases: [BundleCaseView], unmatchedRules: [String], remarks: [Problem]
    ) {
        self.digest = digest
        self.problems = problems
        self.remarks = remarks
        self.cases = cases
        self.unmatchedRules = unmatchedRules
    }
}

package struct BundleView: Message {
    package var number: Int
    package var digest: Digest
    /// Whose yes counted when it came into force; empty for a first bundle, which one admin enacts alone.
    package var approvedBy: [String]
    package var enactedBy: String
    package var enactedAt: Timestamp
    package var note: String
    package var files: [String: String]
    /// What is allowed, and may have no effect here and now; only of a first bundle, which nobody has proposed.
    package var remarks: [Problem]?

    package init(
        number: Int, digest: Digest, approvedBy: [String] = [], enactedBy: String, enactedAt: Timestamp, note: String,
        files: [String: String]
    ) {
        self.number = number
        self.digest = digest
        self.approvedBy = approvedBy
        self.enactedBy = enactedBy
        self.enactedAt = enactedAt
        self.note = note
        self.files = files
    }
}

package struct ArtifactView: Message {
    package var digest: Digest
    package var size: Int64

    package init(digest: Digest, size: Int64) {
        self.digest = digest
        self.size = size
    }
}
