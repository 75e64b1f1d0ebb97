import Domain

/// A chunk of a version with what one review knows of its reading; without its text.
package struct ReviewChunkRow: Sendable {
    package let index: Int
    package let path: String
    package let kind: ChunkKind
    package let chunkClass: ChunkClass
    package let startLine: Int
    package let endLine: Int
    package let sizeBytes: Int
    package let digest: Digest
    package let units: JSON
    package let isQuotable: Bool
    package let refuseMilliseconds: Int
    package let plannedMilliseconds: Int
    /// Nil for what has not been served; from 1.
    package let servedOrder: Int?
    package let isAcknowledged: Bool
    package let creditedMilliseconds: Int
}

extension ChunkKind: SQLScalar {}
extension ChunkClass: SQLScalar {}

/// All chunks of what a review is about, in the order of the manifest.
package struct ReviewChunks: Query {
    package let team: String
    package let review: String

    package init(team: String, review: String) {
        self.team = team
        self.review = review
    }

    package static let sql = """
        SELECT chunks.chunk, path, kind, class, start_line, end_line, octet_length(body), digest, units, is_quotable,
            refuse_milliseconds, chunks.planned_milliseconds,
            CASE WHEN receipts.chunk IS NOT NULL THEN rank() OVER (ORDER BY first_served_at, receipts.chunk) END,
            acknowledged_at IS NOT NULL, coalesce(credited_milliseconds, 0)
        FROM reviews JOIN output_chunks chunks ON chunks.team_id = reviews.team_id AND chunks.output_id = reviews.output_id
                AND chunks.number = reviews.number
            LEFT JOIN receipts ON receipts.team_id = reviews.team_id AND receipts.review_id = reviews.id
                AND receipts.chunk = chunks.chunk
        WHERE reviews.team_id = $1 AND reviews.id = $2 ORDER BY chunks.chunk
        """
    package var parameters: [any SQLValue] { [team, review] }
    package static func row(_ columns: inout Columns) throws -> ReviewChunkRow {
        ReviewChunkRow(
            index: try columns.next(), path: try columns.next(), kind: try columns.next(),
            chunkClass: try columns.next(), startLine: try columns.next(), endLine: try columns.next(),
            sizeBytes: try columns.next(), digest: try columns.next(), units: try columns.next(),
            isQuotable: try columns.next(), refuseMilliseconds: try columns.next(),
            plannedMilliseconds: try columns.next(), servedOrder: try columns.next(),
            isAcknowledged: try columns.next(), creditedMilliseconds: try columns.next())
    }
}

/// The exact texts of some chunks of a version.
package struct ChunkTexts: Query {
    package struct Row: Sendable {
        package let index: Int
        package let text: String
    }

    package let team: String
    package let output: String
    package let number: Int
    package let chunks: [Int]

    package init(team: String, output: String, number: Int, chunks: [Int]) {
        self.team = team
        self.output = output
        self.number = number
        self.chunks = chunks
    }

    package static let sql = """
        SELECT chunk, body FROM output_chunks
        WHERE team_id = $1 AND output_id = $2 AND number = $3 AND chunk = ANY($4::integer[])
        """
    package var parameters: [any SQLValue] { [team, output, number, chunks] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(index: try columns.next(), text: try columns.next())
    }
}

/// The digests of a version's chunks, in the order of the manifest.
package struct ChunkDigests: Query {
    package typealias Row = Digest
    package let team: String
    package let output: String
    package let number: Int

    package init(team: String, output: String, number: Int) {
        self.team = team
        self.output = output
        self.number = number
    }

    package static let sql = """
        SELECT digest FROM output_chunks WHERE team_id = $1 AND output_id = $2 AND number = $3 ORDER BY chunk
        """
    package var parameters: [any SQLValue] { [team, output, number] }
}
