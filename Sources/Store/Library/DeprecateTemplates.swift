import Domain

/// Nobody may dispatch this published version from now on; touches no row in another state.
package struct DeprecateTemplateVersion: Command {
    package let team: String
    package let template: String
    package let number: Int
    package let person: String
    package let reason: String
    package let instead: String

    package init(team: String, template: String, number: Int, person: String, reason: String, instead: String) {
        self.team = team
        self.template = template
        self.number = number
        self.person = person
        self.reason = reason
        self.instead = instead
    }

    package static let sql = """
        UPDATE template_versions SET state = 'deprecated', deprecated_by = $4, deprecated_at = clock_timestamp(),
            deprecation = $5, instead = $6
        WHERE team_id = $1 AND template = $2 AND number = $3 AND state = 'published'
        """
    package var parameters: [any SQLValue] { [team, template, number, person, reason, instead] }
}

/// The same for every published version of a template.
package struct DeprecateTemplate: Command {
    package let team: String
    package let template: String
    package let person: String
    package let reason: String
    package let instead: String

    package init(team: String, template: String, person: String, reason: String, instead: String) {
        self.team = team
        self.template = template
        self.person = person
        self.reason = reason
        self.instead = instead
    }

    package static let sql = """
        UPDATE template_versions SET state = 'deprecated', deprecated_by = $3, deprecated_at = clock_timestamp(),
            deprecation = $4, instead = $5
        WHERE team_id = $1 AND template = $2 AND state = 'published'
        """
    package var parameters: [any SQLValue] { [team, template, person, reason, instead] }
}
