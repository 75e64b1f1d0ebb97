import API
import Domain
import Formats
import Store

/// What a person gave a run: valid by the template's schema, its files held by the team.
struct DispatchInputs {
    static let filesLimit = 100
    static let titleLimitCharacters = 200

    let title: String
    let values: JSON
    let files: [Domain.InputFile]

    static func check(
        _ request: DispatchRequest, _ template: TaskTemplate, _ tx: Transaction, _ team: TeamContext
    ) throws -> DispatchInputs {
        // As the database will give them back, so that a brief compiled again has the same bytes.
        let values = try JSON(text: request.inputs.canonical)
        try validate(values, template)
        return DispatchInputs(
            title: try title(request.title ?? template.name), values: values,
            files: try files(request.files, tx, team))
    }

    private static func validate(_ values: JSON, _ template: TaskTemplate) throws {
        let schema: JSONSchema
        do { schema = try JSONSchema(template.inputs) } catch {
            throw Failure(
                .invalidTemplate, "the input schema of \(template.name) cannot be used; push a version that mends it")
        }
        let problems = (values.unstorableTexts + values.unkeptNumbers + schema.validate(values)).map {
            named($0, template)
        }
        guard !problems.isEmpty else { return }
        throw Failure(
            .invalidInput,
            "inputs: \(problems.said). `countersign template show \(template.name)` says what it takes",
            detail: ["problems": .array(problems.map(\.json))])
    }

    /// An input that the template does not have, with the one that was probably meant.
    private static func named(_ problem: SchemaProblem, _ template: TaskTemplate) -> SchemaProblem {
        let path = problem.instancePath.split(separator: "/")
        guard problem.keyword == "additionalProperties", path.count == 1 else { return problem }
        let names = (template.inputs["properties"]?.object ?? [:]).keys.sorted()
        let near = NearestName.of(String(path[0]), in: names).map { " (did you mean `\($0)`?)" } ?? ""
        return SchemaProblem(
            instancePath: problem.instancePath, keyword: problem.keyword,
            message: "there is no input `\(path[0])`\(near)")
    }

    private static func title(_ text: String) throws -> String {
        guard (1...titleLimitCharacters).contains(text.unicodeScalars.count), HiddenText.find(in: text).isEmpty,
            !text.unicodeScalars.contains("\n")
        else {
            throw Failure(
                .invalidInput,
                "title: one line of 1 to \(titleLimitCharacters) characters, none of them hidden; shorten or retype it")
        }
        try ReasonText.checkPlain(in: text, "title")
        return text
    }

    private static func files(
        _ given: [API.InputFile], _ tx: Transaction, _ team: TeamContext
    ) throws -> [Domain.InputFile] {
        guard given.count <= filesLimit else {
            throw Failure(.invalidInput, "files: \(given.count) files; a run takes at most \(filesLimit)")
        }
        guard !given.isEmpty else { return [] }
        if let unsafe = PathSet.problem(given.map(\.name)) { throw Failure(.invalidInput, "files: \(unsafe)") }
        let sizes = Dictionary(
            try tx.all(ArtifactSizes(team: team.id, digests: given.map(\.digest))).map { ($0.digest, $0.sizeBytes) },
            uniquingKeysWith: { first, _ in first })
        return try given.map { file in
            guard let size = sizes[file.digest] else {
                throw Failure(
                    .invalidInput, "files: the bytes of \(file.name) (\(file.digest)) are not here; upload them first",
                    detail: ["file": .string(file.name)])
            }
            return Domain.InputFile(name: file.name, digest: file.digest, sizeBytes: Int(size))
        }
    }
}

extension SchemaProblem {
    var json: JSON {
        ["pointer": .string(instancePath), "keyword": .string(keyword), "message": .string(message)]
    }
}
