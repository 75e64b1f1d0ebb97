import Domain

/// One page of a list. `next` is absent on the last page.
package struct Page<Item: Message>: Message {
    package var items: [Item]
    package var next: String?

    package init(items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }
}

package struct HealthView: Message {
    package var status: String
    package var version: String

    package init(status: String, version: String) {
        self.status = status
        self.version = version
    }
}

/// RFC 9457, with our stable `code`.
package struct Problem9457: Message {
    package var type: String
    package var title: String
    package var status: Int
    package var code: String
    package var detail: String
    package var facts: JSON?

    package init(type: String, title: String, status: Int, code: String, detail: String, facts: JSON? = nil) {
        self.type = type
        self.title = title
        self.status = status
        self.code = code
        self.detail = detail
        self.facts = facts
    }
}

package struct OpenAPIDocument: Message {
    package var document: JSON

    package init(document: JSON) {
        self.document = document
    }
}

/// Why, in a person's words.
package struct ReasonRequest: Message {
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// Lines of a difference: by meaning first, then a unified diff.
package struct DiffView: Message {
    package var meaning: [String]
    /// The same for programs, where it is about templates.
    package var changes: [TemplateChange]?
    package var unified: String

    package init(meaning: [String], changes: [TemplateChange]? = nil, unified: String) {
        self.meaning = meaning
        self.changes = changes
        self.unified = unified
    }
}
