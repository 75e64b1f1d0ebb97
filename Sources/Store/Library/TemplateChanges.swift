import Domain

package struct InsertTemplateVersion: Command {
    package let team: String
    package let template: String
    package let number: Int
    package let digest: Digest
    package let area: String
    package let description: String
    package let definition: String
    package let note: String
    package let importedDigest: Digest?
    package let author: String
    package let at: Timestamp

    package init(
        team: String, template: String, number: Int, digest: Digest, area: String, description: String,
        definition: String, note: String, importedDigest: Digest?, author: String, at: Timestamp
    ) {
        self.team = team
        self.template = template
        self.number = number
        self.digest = digest
        self.area = area
        self.description = description
        self.definition = definition
        self.note = note
        self.importedDigest = importedDigest
        self.author = author
        self.at = at
    }

    package static let sql = """
        INSERT INTO template_versions
            (team_id, template, number, digest, area, description, definition, note, imported_digest, author_id,
            created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    package var parameters: [any SQLValue] {
        [team, template, number, digest, area, description, definition, note, importedDigest, author, at]
    }
}

package struct InsertTemplateFile: Command {
    package let team: String
    package let template: String
    package let number: Int
    package let file: TemplateFiles.Row

    package init(team: String, template: String, number: Int, file: TemplateFiles.Row) {
        self.team = team
        self.template = template
        self.number = number
        self.file = file
    }

    package static let sql = """
        INSERT INTO template_files (team_id, template, number, path, digest, size_bytes, is_executable)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    package var parameters: [any SQLValue] {
        [team, template, number, file.path, file.digest, file.sizeBytes, file.isExecutable]
    }
}

/// The files of a version, in the order of their paths' bytes.
package struct TemplateFiles: Query {
    package struct Row: Hashable, Sendable {
        package let path: String
        package let digest: Digest
        package let sizeBytes: Int64
        package let isExecutable: Bool

        package init(path: String, digest: Digest, sizeBytes: Int64, isExecutable: Bool) {
            self.path = path
            self.digest = digest
            self.sizeBytes = sizeBytes
            self.isExecutable = isExecutable
        }
    }

    package let team: String
    package let template: String
    package let number: Int

    package init(team: String, template: String, number: Int) {
        self.team = team
        self.template = template
        self.number = number
    }

    package static let sql = """
        SELECT path, digest, size_bytes, is_executable FROM template_files
        WHERE team_id = $1 AND template = $2 AND number = $3 ORDER BY path
        """
    package var parameters: [any SQLValue] { [team, template, number] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            path: try columns.next(), digest: try columns.next(), sizeBytes: try columns.next(),
            isExecutable: try columns.next())
    }
}

/// The versions before one whose files have the same bytes, the newest first.
package struct TemplateVersionsWithDigest: Query {
    package struct Row: Sendable {
        package let number: Int
        package let area: String
    }

    package let team: String
    package let template: String
    package let digest: Digest
    package let before: Int

    package init(team: String, template: String, digest: Digest, before: Int) {
        self.team = team
        self.template = template
        self.digest = digest
        self.before = before
    }

    package static let sql = """
        SELECT number, area FROM template_versions
        WHERE team_id = $1 AND template = $2 AND digest = $3 AND number < $4 ORDER BY number DESC
        """
    package var parameters: [any SQLValue] { [team, template, digest, before] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(number: try columns.next(), area: try columns.next())
    }
}

/// A draft becomes the published version; touches no row that is not a draft.
package struct PublishTemplateVersion: Command {
    package let team: String
    package let template: String
    package let number: Int
    package let publisher: String
    package let at: Timestamp

    package init(team: String, template: String, number: Int, publisher: String, at: Timestamp) {
        self.team = team
        self.template = template
        self.number = number
        self.publisher = publisher
        self.at = at
    }

    package static let sql = """
        UPDATE template_versions SET state = 'published', published_by = $4, published_at = $5
        WHERE team_id = $1 AND template = $2 AND number = $3 AND state = 'draft'
        """
    package var parameters: [any SQLValue] { [team, template, number, publisher, at] }
}
