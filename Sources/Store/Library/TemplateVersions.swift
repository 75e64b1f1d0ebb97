import Domain

/// One version of a template, without its files.
package struct TemplateVersionRow: Sendable {
    package let template: String
    package let number: Int
    package let digest: Digest
    package let state: TemplateVersionState
    package let area: String
    package let description: String
    package let note: String
    package let authorID: String
    /// Logins.
    package let author: String
    package let publishedBy: String?
    package let createdAt: Timestamp
    package let publishedAt: Timestamp?
    package let isCurrent: Bool
    /// In whose place it was published.
    package let replaces: Int?
    package let deprecatedBy: String?
    package let deprecatedAt: Timestamp?
    /// Why it was deprecated.
    package let deprecation: String
    /// The template to use instead; empty: none.
    package let instead: String

    init(_ columns: inout Columns) throws {
        template = try columns.next()
        number = try columns.next()
        digest = try columns.next()
        state = try columns.next()
        area = try columns.next()
        description = try columns.next()
        note = try columns.next()
        authorID = try columns.next()
        author = try columns.next()
        publishedBy = try columns.next()
        createdAt = try columns.next()
        publishedAt = try columns.next()
        isCurrent = try columns.next()
        replaces = try columns.next()
        deprecatedBy = try columns.next()
        deprecatedAt = try columns.next()
        deprecation = try columns.next()
        instead = try columns.next()
    }

    static let columns = """
        template, number, digest, state, area, description, note, author_id, author.login, publisher.login,
            template_versions.created_at, published_at, is_current, replaces, deprecator.login, deprecated_at,
            deprecation, instead
        FROM template_versions JOIN persons author ON author.id = author_id
            LEFT JOIN persons publisher ON publisher.id = published_by
            LEFT JOIN persons deprecator ON deprecator.id = deprecated_by
        """
}

/// Which version of a template is meant.
package enum TemplateVersionChoice: Hashable, Sendable {
    case number(Int)
    /// The newest, published or not.
    case latest
    /// The one published last, or rolled back to.
    case current
    /// Where this label stands now.
    case label(String)
    /// What a dispatch uses that names no version: the project's pin, or the team's, or the current version.
    case dispatched(project: String)
}

extension Transaction {
    /// The chosen version, if there is one.
    package func templateVersion(
        team: String, template: String, _ choice: TemplateVersionChoice
    ) throws -> TemplateVersionRow? {
        switch choice {
        case .number(let number): try first(TemplateVersion(team: team, template: template, number: number))
        case .latest: try first(LatestTemplateVersion(team: team, template: template))
        case .current: try first(CurrentTemplateVersion(team: team, template: template))
        case .label(let label): try first(LabelledTemplateVersion(team: team, template: template, label: label))
        case .dispatched(let project):
            try first(DispatchedTemplateVersion(team: team, template: template, project: project))
        }
    }
}

package struct TemplateVersion: Query {
    let team: String
    let template: String
    let number: Int

    package static let sql = """
        SELECT \(TemplateVersionRow.columns) WHERE team_id = $1 AND template = $2 AND number = $3
        """
    package var parameters: [any SQLValue] { [team, template, number] }
    package static func row(_ columns: inout Columns) throws -> TemplateVersionRow { try TemplateVersionRow(&columns) }
}

package struct LatestTemplateVersion: Query {
    let team: String
    let template: String

    package static let sql = """
        SELECT \(TemplateVersionRow.columns) WHERE team_id = $1 AND template = $2 ORDER BY number DESC LIMIT 1
        """
    package var parameters: [any SQLValue] { [team, template] }
    package static func row(_ columns: inout Columns) throws -> TemplateVersionRow { try TemplateVersionRow(&columns) }
}

/// The version that a collection of others brought last, and what it brought.
package struct ImportedTemplateVersion: Query {
    package struct Row: Sendable {
        package let number: Int
        package let digest: Digest
    }

    package let team: String
    package let template: String
    /// Nil: of whichever source.
    package let note: String?

    package init(team: String, template: String, note: String? = nil) {
        self.team = team
        self.template = template
        self.note = note
    }

    package static let sql = """
        SELECT number, imported_digest FROM template_versions
        WHERE team_id = $1 AND template = $2 AND imported_digest IS NOT NULL AND ($3::text IS NULL OR note = $3)
        ORDER BY number DESC LIMIT 1
        """
    package var parameters: [any SQLValue] { [team, template, note] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(number: try columns.next(), digest: try columns.next())
    }
}

package struct CurrentTemplateVersion: Query {
    let team: String
    let template: String

    package static let sql = "SELECT \(TemplateVersionRow.columns) WHERE team_id = $1 AND template = $2 AND is_current"
    package var parameters: [any SQLValue] { [team, template] }
    package static func row(_ columns: inout Columns) throws -> TemplateVersionRow { try TemplateVersionRow(&columns) }
}

/// A version that is about to change its state: waits for whoever changes it now.
package struct LockTemplateVersion: Query {
    package typealias Row = TemplateVersionState
    package let team: String
    package let template: String
    package let number: Int

    package init(team: String, template: String, number: Int) {
        self.team = team
        self.template = template
        self.number = number
    }

    package static let sql = """
        SELECT state FROM template_versions WHERE team_id = $1 AND template = $2 AND number = $3 FOR UPDATE
        """
    package var parameters: [any SQLValue] { [team, template, number] }
}

/// Every version of a template, newest first.
package struct TemplateVersions: Query {
    package let team: String
    package let template: String

    package init(team: String, template: String) {
        self.team = team
        self.template = template
    }

    package static let sql = """
        SELECT \(TemplateVersionRow.columns) WHERE team_id = $1 AND template = $2 ORDER BY number DESC
        """
    package var parameters: [any SQLValue] { [team, template] }
    package static func row(_ columns: inout Columns) throws -> TemplateVersionRow { try TemplateVersionRow(&columns) }
}

/// A template, as its newest version tells.
package struct TemplateRow: Sendable {
    package let name: String
    package let area: String
    package let description: String
    package let latest: Int
    /// The version that a dispatch uses outside of any project, unless it is deprecated.
    package let published: Int?
    package let isDeprecated: Bool
    /// Where the whole team has pinned it.
    package let pinned: Int?
    package let updatedAt: Timestamp

    init(_ columns: inout Columns) throws {
        name = try columns.next()
        area = try columns.next()
        description = try columns.next()
        latest = try columns.next()
        published = try columns.next()
        isDeprecated = try columns.next()
        pinned = try columns.next()
        updatedAt = try columns.next()
    }

    /// The team's pin of the template that `template` names.
    static func pin(of template: String) -> String {
        """
        (SELECT pin.number FROM template_labels pin WHERE pin.team_id = $1 AND pin.template = \(template)
            AND label = 'pinned' AND project = '' AND approved_at IS NOT NULL ORDER BY move DESC LIMIT 1)
        """
    }

    /// - Parameter names: a query for `template`s of the team `$1`.
    static func select(named names: String) -> String {
        """
        SELECT newest.template, coalesce(used.area, newest.area), coalesce(used.description, newest.description),
            newest.number, CASE WHEN used.state = 'published' THEN used.number END,
            coalesce(used.state = 'deprecated', false), pinned.number, newest.created_at
        FROM (\(names)) names
            CROSS JOIN LATERAL (SELECT * FROM template_versions
                WHERE team_id = $1 AND template = names.template ORDER BY number DESC LIMIT 1) newest
            LEFT JOIN template_versions current
                ON current.team_id = $1 AND current.template = names.template AND current.is_current
            CROSS JOIN LATERAL (SELECT \(pin(of: "names.template")) AS number) pinned
            LEFT JOIN template_versions used ON used.team_id = $1 AND used.template = names.template
                AND used.number = coalesce(pinned.number, current.number)
        ORDER BY newest.template
        """
    }
}

/// A team's templates by name. Steps from name to name in the index: how many versions they have does not matter.
package struct Templates: Query {
    package let team: String
    package let after: String
    package let limit: Int

    package init(team: String, after: String, limit: Int) {
        self.team = team
        self.after = after
        self.limit = limit
    }

    package static let sql = """
        WITH RECURSIVE names AS (
            (SELECT template FROM template_versions WHERE team_id = $1 AND template > $2 ORDER BY template LIMIT 1)
            UNION ALL
            SELECT (SELECT next.template FROM template_versions next
                WHERE next.team_id = $1 AND next.template > names.template ORDER BY next.template LIMIT 1)
            FROM names WHERE names.template IS NOT NULL)
        \(TemplateRow.select(named: "SELECT template FROM names WHERE template IS NOT NULL LIMIT $3"))
        """
    package var parameters: [any SQLValue] { [team, after, limit] }
    package static func row(_ columns: inout Columns) throws -> TemplateRow { try TemplateRow(&columns) }
}

/// Those of them that can be dispatched.
package struct PublishedTemplates: Query {
    package let team: String
    package let after: String
    package let limit: Int

    package init(team: String, after: String, limit: Int) {
        self.team = team
        self.after = after
        self.limit = limit
    }

    package static let sql = TemplateRow.select(
        named: """
            SELECT current.template FROM template_versions current
            WHERE team_id = $1 AND template > $2 AND is_current AND (SELECT used.state FROM template_versions used
                WHERE used.team_id = $1 AND used.template = current.template
                    AND used.number = coalesce(\(TemplateRow.pin(of: "current.template")), current.number)) = 'published'
            ORDER BY template LIMIT $3
            """)
    package var parameters: [any SQLValue] { [team, after, limit] }
    package static func row(_ columns: inout Columns) throws -> TemplateRow { try TemplateRow(&columns) }
}

/// The parsed template, as `TaskTemplate` encodes it.
package struct TemplateDefinition: Query {
    package typealias Row = String
    package let team: String
    package let template: String
    package let number: Int

    package init(team: String, template: String, number: Int) {
        self.team = team
        self.template = template
        self.number = number
    }

    package static let sql = """
        SELECT definition::text FROM template_versions WHERE team_id = $1 AND template = $2 AND number = $3
        """
    package var parameters: [any SQLValue] { [team, template, number] }
}
