import Domain

/// Where people last put a template, for each class of actions that it was ever moved for.
package struct LatestTrustMoves: Query {
    package struct Row: Sendable {
        package let number: Int
        package let actionClass: ActionClass
        /// The first rung for a step down.
        package let rung: TrustRung
        /// What a promotion was earned with; nil for a step down.
        package let templateVersion: Int?
        package let context: Digest?
        /// Those behind `context`.
        package let documents: [JSON]
        package let movedAt: Timestamp
        /// Confirmed since in outputs of any version of the template.
        package let defects: Int
        /// The newest three of them, in words.
        package let newestDefects: String?
        /// With what the newest run of the promoted version was done that ended since; nil if there is none, or if a run before
        /// the promotion was done with the same.
        package let otherMaker: String?
        /// The run that it was.
        package let otherRun: String?
        /// How often each cause was noted as a fall or as its end: an odd number is a fall that lasts.
        fileprivate let notes: JSON

        package func notes(_ cause: TrustCause) -> Int { notes[cause.rawValue]?.integer.map { Int($0) } ?? 0 }
    }

    package let team: String
    package let template: String

    package init(team: String, template: String) {
        self.team = team
        self.template = template
    }

    package static let sql = """
        SELECT moves.number, moves.class, coalesce(rung, 'observe'), template_version, context,
            coalesce(documents, '[]'), moved_at, defects.count, defects.newest,
            CASE WHEN newest.run_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM \(NewestRuns.sql(version: "proposals.template_version", dispatchedBefore: "moved_at")) AS earlier
                    JOIN attempts ON attempts.team_id = $1 AND attempts.run_id = earlier.id
                WHERE state = 'submitted' AND ended_at < moved_at AND harness IS NOT DISTINCT FROM newest.harness
                    AND claimed_model IS NOT DISTINCT FROM newest.claimed_model)
                THEN concat_ws(' with ', coalesce(newest.harness, 'an agent that was not told'), newest.claimed_model) END,
            newest.run_id,
            (SELECT coalesce(jsonb_object_agg(cause, count), '{}') FROM (SELECT cause, count(*) FROM trust_demotions
                WHERE team_id = $1 AND move = moves.number GROUP BY cause) AS noted)
        FROM (SELECT DISTINCT ON (class) * FROM trust_moves WHERE team_id = $1 AND template = $2
                ORDER BY class, number DESC) AS moves
            LEFT JOIN trust_proposals AS proposals ON proposals.team_id = moves.team_id
                AND proposals.number = moves.proposal
            LEFT JOIN LATERAL (
                SELECT attempts.* FROM \(NewestRuns.sql(version: "proposals.template_version")) AS later
                    JOIN attempts ON attempts.team_id = $1 AND attempts.run_id = later.id
                WHERE state = 'submitted' AND ended_at >= moved_at
                ORDER BY created_at DESC, attempts.number DESC LIMIT 1) AS newest ON true
            CROSS JOIN LATERAL (
                SELECT count(*), string_agg(text, '; ' ORDER BY place) FILTER (WHERE place <= 3) AS newest FROM (
                    SELECT format('%s in output %s (run %s), reported by %s, confirmed by %s', defects.id, outputs.id, run_id,
                            reporter.login, judge.login) AS text,
                        row_number() OVER (ORDER BY confirmed_at DESC, defects.id) AS place
                    FROM findings JOIN output_defects AS defects ON defects.team_id = $1 AND finding_id = findings.id
                        JOIN defect_judgements ON defect_judgements.team_id = $1 AND defect_id = defects.id
                        JOIN persons AS reporter ON reporter.id = reported_by
                        JOIN persons AS judge ON judge.id = judged_by
                        JOIN outputs ON outputs.team_id = $1 AND outputs.id = findings.output_id
                    WHERE findings.team_id = $1 AND findings.template = $2 AND confirmed_at >= moved_at) AS confirmed) AS defects
        ORDER BY moves.class
        """
    package var parameters: [any SQLValue] { [team, template] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            number: try columns.next(), actionClass: try columns.next(), rung: try columns.next(),
            templateVersion: try columns.next(), context: try columns.next(),
            documents: try columns.next(JSON.self).array ?? [], movedAt: try columns.next(),
            defects: try columns.next(), newestDefects: try columns.next(), otherMaker: try columns.next(),
            otherRun: try columns.next(), notes: try columns.next())
    }
}

/// From here to the end of the transaction nobody else moves the template on the ladder, and no defect in what it made is confirmed.
package struct LockTrust: Command {
    package let team: String
    package let template: String

    package init(team: String, template: String) {
        self.team = team
        self.template = template
    }

    package static let sql = "SELECT lock_trust($1, $2)"
    package var parameters: [any SQLValue] { [team, template] }
}

/// The number that the next move gets.
package struct NextTrustMove: Query {
    package typealias Row = Int
    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = "SELECT coalesce(max(number), 0) + 1 FROM trust_moves WHERE team_id = $1"
    package var parameters: [any SQLValue] { [team] }
}

package struct InsertTrustMove: Command {
    package let team: String
    package let number: Int
    package let template: String
    package let actionClass: ActionClass
    /// Nil: down to the first rung.
    package let proposal: Int?
    package let reason: String
    package let person: String
    package let at: Timestamp

    package init(
        team: String, number: Int, template: String, actionClass: ActionClass, proposal: Int?, reason: String,
        person: String, at: Timestamp
    ) {
        self.team = team
        self.number = number
        self.template = template
        self.actionClass = actionClass
        self.proposal = proposal
        self.reason = reason
        self.person = person
        self.at = at
    }

    package static let sql = """
        INSERT INTO trust_moves (team_id, number, template, class, proposal, reason, moved_by, moved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    package var parameters: [any SQLValue] { [team, number, template, actionClass, proposal, reason, person, at] }
}

/// Keeps that a promotion has fallen, or that what made it fall has been undone; touches no row when that is known.
package struct InsertTrustDemotion: Command {
    package let team: String
    package let move: Int
    package let cause: TrustCause
    /// Of the move and the cause, from 1.
    package let number: Int
    /// Where it stands now.
    package let rung: TrustRung
    package let why: String
    /// Who changed what it depends on.
    package let person: String?

    package init(
        team: String, move: Int, cause: TrustCause, number: Int, rung: TrustRung, why: String, person: String?
    ) {
        self.team = team
        self.move = move
        self.cause = cause
        self.number = number
        self.rung = rung
        self.why = why
        self.person = person
    }

    package static let sql = """
        INSERT INTO trust_demotions (team_id, move, cause, number, rung, why, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
        """
    package var parameters: [any SQLValue] { [team, move, cause, number, rung, why, person] }
}
