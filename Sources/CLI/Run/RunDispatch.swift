import API
import Domain

/// `countersign run dispatch`
enum RunDispatch {
    static let template = Argument("TEMPLATE", "The template's name.")
    static let input = RepeatedOption<KeyValue>("input", short: "i", "NAME=VALUE", "An input of the template.")
    static let inputFile = RepeatedOption<KeyValue>(
        "input-file", "NAME=PATH", "A file, and the name under which the agent finds it.")
    static let inputsJSON = Option<String>("inputs-json", "FILE", "All inputs as a JSON object; - is standard input.")
    static let version = Option<Int>("version", "N", "Not the published version, but this one.")
    static let title = Option<String>("title", short: "t", "TEXT", "What to call the run.")
    static let project = Option<String>("project", "NAME", "With this project's context.")
    static let mode = Option<Mode>("mode", "MODE", "Not the template's own mode, but this one.")
    static let watch = Flag("watch", short: "w", "Watch the run until it ends.")

    static let command = Command(
        "dispatch", "Dispatch a template.",
        description: """
            Checks the inputs against the template and asks the team's policy; a refusal says why. An input's value is read \
            as the template declares it: as a text, a number, true or false, or as JSON. An input that is a list can be \
            repeated, one item each time.
            """,
        arguments: [template],
        options: [input, inputFile, inputsJSON, version, title, project, mode, watch],
        examples: [
            Example("countersign dispatch release-notes --input repository=/srv/git/app --watch", "And watch it."),
            Example(
                "countersign dispatch ticket-summary -i tickets=export.csv --input-file export.csv=march.csv",
                "With a file; an input of this template names it."),
            Example(
                "jq -n '{repository: \"/srv/git/app\"}' | countersign dispatch release-notes --inputs-json -",
                "As JSON."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let inputs = try inputs(invocation)
        let files = try upload(invocation)
        let view = try invocation.call(
            Endpoints.runDispatch, path: invocation.teamPath(),
            DispatchRequest(
                template: invocation[template], version: invocation[version], inputs: inputs, files: files,
                title: invocation[title], project: invocation[project], mode: invocation[mode]))
        let run = view.summary
        try invocation.confirm(view, "Dispatched \(run.template) version \(run.templateVersion) as \(run.id, .bold).")
        for notice in view.notices { invocation.say("\("notice", .waiting): \(notice)") }
        if invocation[watch] { try RunWatch.follow(run.id, invocation) }
    }

    private static func inputs(_ invocation: Invocation) throws -> JSON {
        var given: JSON = [:]
        if let file = invocation[inputsJSON] {
            given = try JSON(bytes: LocalFile.read(file, invocation))
            guard given.object != nil else { throw Failure(.invalidInput, "\(file) is not a JSON object") }
        }
        let pairs = invocation[input]
        if pairs.isEmpty { return given }
        let query = invocation[version].map { [("version", String($0))] } ?? []
        let view = try invocation.call(
            Endpoints.templateShow, path: invocation.teamPath(["template": invocation[template]]), query: query)
        return try TypedInputs.merge(pairs, into: given, schema: view.definition["inputs"] ?? [:])
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
