import Domain

/// Appends frames to a transcript, all at once.
package struct InsertFrames: Command {
    package struct Frame: Sendable {
        package let sequence: Int64
        package let kind: String
        package let body: String
        package let digest: Digest

        package init(sequence: Int64, kind: String, body: String, digest: Digest) {
            self.sequence = sequence
            self.kind = kind
            self.body = body
            self.digest = digest
        }
    }

    package let team: String
    package let run: String
    package let attempt: Int
    package let frames: [Frame]

    package init(team: String, run: String, attempt: Int, frames: [Frame]) {
        self.team = team
        self.run = run
        self.attempt = attempt
        self.frames = frames
    }

    package static let sql = """
        INSERT INTO frames (team_id, run_id, attempt, sequence, kind, body, digest)
        SELECT $1, $2, $3, * FROM unnest($4::bigint[], $5::text[], $6::text[], $7::bytea[])
        """
    package var parameters: [any SQLValue] {
        [team, run, attempt, frames.map(\.sequence), frames.map(\.kind), frames.map(\.body), frames.map(\.digest)]
    }
}

/// How far a transcript has come. The guard refuses when the lease has passed.
package struct SetFrameHead: Command {
    package let team: String
    package let run: String
    package let attempt: Int
    package let count: Int64
    package let head: Digest

    package init(team: String, run: String, attempt: Int, count: Int64, head: Digest) {
        self.team = team
        self.run = run
        self.attempt = attempt
        self.count = count
        self.head = head
    }

    package static let sql = """
        UPDATE attempts SET frame_count = $4, frame_head = $5 WHERE team_id = $1 AND run_id = $2 AND number = $3
        """
    package var parameters: [any SQLValue] { [team, run, attempt, count, head] }
}

/// The digests of stored frames, from one sequence to another, both included.
package struct FrameDigests: Query {
    package typealias Row = Digest
    package let team: String
    package let run: String
    package let attempt: Int
    package let from: Int64
    package let to: Int64

    package init(team: String, run: String, attempt: Int, from: Int64, to: Int64) {
        self.team = team
        self.run = run
        self.attempt = attempt
        self.from = from
        self.to = to
    }

    package static let sql = """
        SELECT digest FROM frames WHERE team_id = $1 AND run_id = $2 AND attempt = $3 AND sequence BETWEEN $4 AND $5
        ORDER BY sequence
        """
    package var parameters: [any SQLValue] { [team, run, attempt, from, to] }
}

/// A part of a transcript.
package struct Frames: Query {
    package struct Row: Sendable {
        package let sequence: Int64
        package let kind: String
        package let body: String
        package let digest: Digest
        package let receivedAt: Timestamp
    }

    package let team: String
    package let run: String
    package let attempt: Int
    package let after: Int64
    package let limit: Int

    package init(team: String, run: String, attempt: Int, after: Int64, limit: Int) {
        self.team = team
        self.run = run
        self.attempt = attempt
        self.after = after
        self.limit = limit
    }

    package static let sql = """
        SELECT sequence, kind, body, digest, received_at FROM frames
        WHERE team_id = $1 AND run_id = $2 AND attempt = $3 AND sequence > $4 ORDER BY sequence LIMIT $5
        """
    package var parameters: [any SQLValue] { [team, run, attempt, after, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            sequence: try columns.next(), kind: try columns.next(), body: try columns.next(),
            digest: try columns.next(), receivedAt: try columns.next())
    }
}
