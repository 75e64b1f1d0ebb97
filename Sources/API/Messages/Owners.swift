import Domain

/// Which lines of OWNERS are about these, and who could review them.
package struct OwnersCheckRequest: Message {
    /// Paths, and kinds of output as `kind:analysis`.
    package var items: [String]
    /// The text of an OWNERS file; that of the bundle in force if absent.
    package var text: String?
    /// What that text is called in answers and complaints: the path of a file, say.
    package var source: String?
    /// Of a run of this template that the caller asks for: who had a part in it cannot review.
    package var template: String?

    package init(items: [String], text: String? = nil, source: String? = nil, template: String? = nil) {
        self.items = items
        self.text = text
        self.source = source
        self.template = template
    }
}

package struct OwnersCheckView: Message {
    package var items: [OwnersExplanation]

    package init(items: [OwnersExplanation]) { self.items = items }
}

package struct OwnersLintRequest: Message {
    package var text: String
    /// What that text is called in answers: the path of a file, say.
    package var source: String?

    package init(text: String, source: String? = nil) {
        self.text = text
        self.source = source
    }
}

package struct OwnersLintView: Message {
    /// In the shape that GitHub gives for CODEOWNERS.
    package var errors: [CodeOwnersError]
    /// What was not looked at, and why.
    package var notice: String?

    package init(errors: [CodeOwnersError], notice: String? = nil) {
        self.errors = errors
        self.notice = notice
    }
}
