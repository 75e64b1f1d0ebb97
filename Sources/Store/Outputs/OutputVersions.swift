import Domain

package struct OutputVersionRow: Sendable {
    package let number: Int
    package let contentDigest: Digest
    package let manifestRoot: Digest
    package let chunkCount: Int
    package let plannedMilliseconds: Int64
    package let submittedAt: Timestamp
    package let template: String
    package let templateVersion: Int
    package let briefDigest: Digest
    /// The runner's name.
    package let runner: String
    package let attempt: Int
    package let notices: JSON
}

/// The versions of an output with where they came from, oldest first.
package struct OutputVersions: Query {
    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT number, content_digest, manifest_root, chunk_count, planned_milliseconds, submitted_at, runs.template,
            runs.template_version, brief_digest, runners.name, output_versions.attempt, notices
        FROM output_versions JOIN runs ON runs.team_id = output_versions.team_id AND runs.id = run_id
            JOIN runners ON runners.team_id = output_versions.team_id AND runners.id = runner_id
        WHERE output_versions.team_id = $1 AND output_id = $2 ORDER BY number
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> OutputVersionRow {
        OutputVersionRow(
            number: try columns.next(), contentDigest: try columns.next(), manifestRoot: try columns.next(),
            chunkCount: try columns.next(), plannedMilliseconds: try columns.next(), submittedAt: try columns.next(),
            template: try columns.next(), templateVersion: try columns.next(), briefDigest: try columns.next(),
            runner: try columns.next(), attempt: try columns.next(), notices: try columns.next())
    }
}

package struct InsertOutputVersion: Command {
    package let team: String
    package let output: String
    package let number: Int
    package let run: String
    package let attempt: Int
    package let runner: String
    package let criteriaDigest: Digest
    package let contentDigest: Digest
    package let manifestRoot: Digest
    package let chunkCount: Int
    package let plannedMilliseconds: Int64
    package let notices: [String]

    package init(
        team: String, output: String, number: Int, run: String, attempt: Int, runner: String, criteriaDigest: Digest,
        contentDigest: Digest, manifestRoot: Digest, chunkCount: Int, plannedMilliseconds: Int64, notices: [String]
    ) {
        self.team = team
        self.output = output
        self.number = number
        self.run = run
        self.attempt = attempt
        self.runner = runner
        self.criteriaDigest = criteriaDigest
        self.contentDigest = contentDigest
        self.manifestRoot = manifestRoot
        self.chunkCount = chunkCount
        self.plannedMilliseconds = plannedMilliseconds
        self.notices = notices
    }

    package static let sql = """
        INSERT INTO output_versions (team_id, output_id, number, run_id, attempt, runner_id, brief_digest,
            criteria_digest, content_digest, manifest_root, chunk_count, planned_milliseconds, notices)
        SELECT team_id, $2, $3, run_id, $5, $6, digest, $7, $8, $9, $10, $11, $12
        FROM run_briefs WHERE team_id = $1 AND run_id = $4
        """
    package var parameters: [any SQLValue] {
        [
            team, output, number, run, attempt, runner, criteriaDigest, contentDigest, manifestRoot, chunkCount,
            plannedMilliseconds, JSON.array(notices.map(JSON.string)),
        ]
    }
}

package struct OutputFileRow: Sendable {
    package let version: Int
    package let path: String
    package let kind: OutputKind
    package let digest: Digest
    package let sizeBytes: Int64

    package init(version: Int, path: String, kind: OutputKind, digest: Digest, sizeBytes: Int64) {
        self.version = version
        self.path = path
        self.kind = kind
        self.digest = digest
        self.sizeBytes = sizeBytes
    }
}

/// The files of every version of an output.
package struct OutputFiles: Query {
    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT number, path, kind, digest, size_bytes FROM output_files WHERE team_id = $1 AND output_id = $2
        ORDER BY number, path
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> OutputFileRow {
        OutputFileRow(
            version: try columns.next(), path: try columns.next(), kind: try columns.next(),
            digest: try columns.next(), sizeBytes: try columns.next())
    }
}

/// The files of a new version; only in the transaction of its submission.
package struct InsertOutputFiles: Command {
    package let team: String
    package let output: String
    package let number: Int
    package let files: [OutputFileRow]

    package init(team: String, output: String, number: Int, files: [OutputFileRow]) {
        self.team = team
        self.output = output
        self.number = number
        self.files = files
    }

    package static let sql = """
        INSERT INTO output_files (team_id, output_id, number, path, kind, digest, size_bytes)
        SELECT $1, $2, $3, * FROM unnest($4::text[], $5::output_kind[], $6::bytea[], $7::bigint[])
        """
    package var parameters: [any SQLValue] {
        [team, output, number, files.map(\.path), files.map(\.kind), files.map(\.digest), files.map(\.sizeBytes)]
    }
}

/// The pieces of a new version, for reading; only in the transaction of its submission.
package struct InsertOutputChunks: Command {
    package typealias Piece = (chunk: Chunk, body: String, time: ReadingTime)

    package let team: String
    package let output: String
    package let number: Int
    package let pieces: [Piece]

    package init(team: String, output: String, number: Int, pieces: [Piece]) {
        self.team = team
        self.output = output
        self.number = number
        self.pieces = pieces
    }

    package static let sql = """
        INSERT INTO output_chunks (team_id, output_id, number, chunk, path, kind, class, start_line, end_line, body,
            digest, units, is_quotable, refuse_milliseconds, planned_milliseconds)
        SELECT $1, $2, $3, * FROM unnest($4::integer[], $5::text[], $6::text[], $7::text[], $8::integer[],
            $9::integer[], $10::text[], $11::bytea[], $12::jsonb[], $13::boolean[], $14::bigint[], $15::bigint[])
        """
    package var parameters: [any SQLValue] {
        [
            team, output, number, pieces.map(\.chunk.index), pieces.map(\.chunk.path),
            pieces.map(\.chunk.kind.rawValue),
            pieces.map(\.chunk.chunkClass.rawValue), pieces.map(\.chunk.startLine), pieces.map(\.chunk.endLine),
            pieces.map(\.body), pieces.map(\.chunk.digest), pieces.map(\.chunk.units.json),
            pieces.map(\.chunk.isQuotable), pieces.map(\.time.refuseMilliseconds),
            pieces.map(\.time.plannedMilliseconds),
        ]
    }
}

extension ReadingUnits {
    /// As `Codable` writes them: the column `units` of a chunk.
    fileprivate var json: JSON {
        func number(_ count: Int) -> JSON { .integer(Int64(count)) }
        return [
            "addedLines": number(addedLines), "deletedLines": number(deletedLines),
            "contextLines": number(contextLines),
            "words": number(words), "cells": number(cells), "images": number(images),
            "actionLines": number(actionLines),
            "methodologyCriteria": number(methodologyCriteria),
        ]
    }
}
