import API
import Domain

/// What is typed to dispatch, to try or to preview a template, and the request that it makes.
enum DispatchOptions {
    static let template = Argument("TEMPLATE", "The template's name, or name@version, or name@label.")
    static let input = RepeatedOption<KeyValue>("input", short: "i", "NAME=VALUE", "An input of the template.")
    static let inputFile = RepeatedOption<KeyValue>(
        "input-file", "NAME=PATH", "A file, and the name under which the agent finds it.")
    static let inputsJSON = Option<String>("inputs-json", "FILE", "All inputs as a JSON object; - is standard input.")
    static let version = Option<Int>("version", "N", "This version; what the team uses if absent.")
    static let title = Option<String>("title", short: "t", "TEXT", "What to call the run.")
    static let project = Option<String>("project", "NAME", "With this project's context and pins.")
    static let mode = Option<Mode>(
        "mode", "MODE", "cowork: a person watches. If absent, as the template says; dispatch if it says nothing.")

    static let all: [any OptionDeclaration] = [input, inputFile, inputsJSON, version, title, project, mode]

    /// Sends the files that it names.
    /// - Parameter startable: versions of these states are started, a draft as a trial by its author alone; of others
    ///   nothing is asked, for the service refuses.
    static func request(
        _ invocation: Invocation, trial: Bool = false, startable: Set<TemplateVersionState> = [.published]
    ) throws -> DispatchRequest {
        let reference = try TemplateReference(invocation[template], version: invocation[version].map(String.init))
        let inputs = try inputs(reference, invocation) { version in
            guard startable.contains(version.state) else { return false }
            return try !trial || version.state != .draft || version.isOwn(invocation)
        }
        return DispatchRequest(
            template: reference.name, version: reference.version, label: reference.label, inputs: inputs,
            files: try upload(invocation), title: invocation[title], project: invocation[project],
            mode: invocation[mode], trial: trial ? true : nil)
    }

    private static func inputs(
        _ reference: TemplateReference, _ invocation: Invocation,
        isStarted: (TemplateVersionSummary) throws -> Bool
    ) throws -> JSON {
        var given: JSON = [:]
        if let file = invocation[inputsJSON] {
            given = .object(try LocalFile.object(file, invocation))
        }
        let pairs = invocation[input]
        guard !pairs.isEmpty || InputForm.isShown(invocation) else { return given }
        let view = try invocation.call(
            Endpoints.templateShow, path: invocation.teamPath(["template": reference.name]),
            query: reference.query(project: invocation[project]))
        let schema = view.definition["inputs"] ?? [:]
        let typed = try TypedInputs.merge(pairs, into: given, schema: schema)
        guard try isStarted(view.summary) else { return typed }
        return try InputForm.fill(typed, schema: schema, invocation)
    }

    private static func upload(_ invocation: Invocation) throws -> [API.InputFile] {
        let files = invocation[inputFile]
        if files.isEmpty { return [] }
        let client = try invocation.client()
        let path = try invocation.teamPath()
        return try files.map { file in
            let source = LocalFile.path(file.value, invocation)
            return try invocation.working("Sending \(file.value)") {
                let digest = try LocalFile.digest(ofFile: source)
                try client.upload(Endpoints.artifactPut, path: path, digest: digest, .file(path: source))
                return API.InputFile(name: file.key, digest: digest)
            }
        }
    }
}
