import API
import Decisions
import Domain
import Formats
import Store

/// A submission that has been examined: every file is one that the template asked for, holds what its kind promises,
/// and all of it can be read by a person at one sitting. Otherwise it goes back to the agent with the reason (`FailAttempt`).
struct IncomingOutput {
    static let filesLimit = 1000
    static let pathLimitBytes = 400

    struct File {
        let path: String
        let digest: Digest
        let sizeBytes: Int64
        let declared: ExpectedOutput
    }

    /// A chunk as it is stored.
    struct Piece {
        let chunk: Chunk
        let body: String
        let time: ReadingTime
    }

    let files: [File]
    let pieces: [Piece]
    let criteriaDigest: Digest
    let contentDigest: Digest
    let manifestRoot: Digest
    let notices: [String]
    let policies: RunPolicies

    var plannedMilliseconds: Int64 { pieces.reduce(0) { $0 + $1.time.plannedMilliseconds } }

    static func examine(
        _ submitted: [SubmittedFile], of run: RunRow, _ tx: Transaction, _ team: TeamContext
    ) throws -> IncomingOutput {
        let (definition, sizes, policyRows) = try tx.all(
            TemplateDefinition(team: team.id, template: run.template, number: run.templateVersion),
            ArtifactSizes(team: team.id, digests: submitted.map(\.digest)),
            PoliciesOfRun(team: team.id, pinned: run.policyNumber))
        let template = try StoredTemplate.parse(try definition.one())
        let files = try files(submitted, template, sizes)
        let contents = try OutputContent.load(files, tx, team)
        let policies = try RunPolicies(tx, team, pinned: run.policyNumber, policyRows)
        let settings = [policies.pinned.review, policies.current.review]
        let chunks = OutputContent.chunks(contents)
        let large = try largeNotice(chunks.map(\.chunk), settings)
        return IncomingOutput(
            files: files,
            pieces: chunks.map {
                Piece(chunk: $0.chunk, body: $0.body, time: ReadingTime($0.chunk.units, under: settings))
            },
            criteriaDigest: template.criteriaDigest,
            contentDigest: Manifest.contentDigest(files.map { ($0.path, $0.digest) }),
            manifestRoot: Manifest.root(chunks.map(\.chunk)),
            notices: large + contents.compactMap(\.hiddenNotice), policies: policies)
    }

    private static func files(
        _ submitted: [SubmittedFile], _ template: TaskTemplate, _ stored: [ArtifactSizes.Row]
    ) throws -> [File] {
        guard submitted.count <= filesLimit else {
            throw Failure(.outputTooLarge, "\(submitted.count) files; an output has at most \(filesLimit)")
        }
        if let unsafe = PathSet.problem(submitted.map(\.path), limitBytes: pathLimitBytes) {
            throw Failure(.invalidOutput, unsafe)
        }
        let sizes = Dictionary(stored.map { ($0.digest, $0.sizeBytes) }, uniquingKeysWith: { first, _ in first })
        let files = try submitted.map { file in
            guard let declared = template.declaration(of: file.path) else {
                let expected = template.outputs.map(\.path).joined(separator: ", ")
                throw invalid(file.path, "the template does not ask for this file; it asks for \(expected)")
            }
            guard let size = sizes[file.digest] else {
                throw invalid(file.path, "its bytes (\(file.digest)) are not here; upload them first")
            }
            return File(path: file.path, digest: file.digest, sizeBytes: size, declared: declared)
        }
        for expected in template.outputs where expected.required && !files.contains(where: { $0.declared == expected })
        {
            throw invalid(expected.path, "the template requires this file, and it was not submitted")
        }
        guard !files.isEmpty else { throw Failure(.invalidOutput, "there is no file in it; submit what you have made") }
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Throws `split_required` for what is too much for one reader.
    private static func largeNotice(_ chunks: [Chunk], _ settings: [ReviewSettings]) throws -> [String] {
        let units = OutputSize.units(of: chunks)
        let sizes = settings.map { OutputSize.assess(units, by: $0) }
        if let failure = sizes.compactMap(\.failure).first { throw failure }
        let notices = sizes.compactMap { size in if case .large(let what) = size { what } else { nil } }
        return notices.prefix(1).map { "large for one review: \($0)" }
    }

    static func invalid(_ path: String, _ what: String, detail: [String: JSON] = [:]) -> Failure {
        Failure(.invalidOutput, "\(path): \(what)", detail: detail.merging(["file": .string(path)]) { old, _ in old })
    }
}

extension TaskTemplate {
    /// What the template says about a file: a line that names it before one whose pattern covers it.
    fileprivate func declaration(of path: String) -> ExpectedOutput? {
        let covering = outputs.filter { Glob($0.path).matches(path) }
        return covering.first { Glob($0.path).isLiteral } ?? covering.first
    }
}
