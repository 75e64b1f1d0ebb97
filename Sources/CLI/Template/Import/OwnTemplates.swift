import API
import APIClient
import Domain
import Formats

/// What an import takes in again of an export of the team's own library. The folder may say what it likes: a template is
/// the team's own if its service has it in a version with the digest that the folder names, and then it keeps its name and
/// area. Nothing but a draft comes of it.
struct OwnTemplates {
    /// By folder.
    private(set) var homes: [String: CollectionReader.Home] = [:]
    /// By name, newest first.
    private var versions: [String: [TemplateVersionSummary]] = [:]
    /// By name: the version that was exported.
    private var exported: [String: Int] = [:]

    init() {}

    init(
        in collection: Collection, known: [TemplateView], _ client: Client, _ invocation: Invocation
    ) throws {
        let team = try invocation.team()
        let byName = Dictionary(known.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for template in ExportedLibrary.all(in: collection).filter({ $0.team == team }).flatMap(\.templates) {
            guard let view = byName[template.name] else { continue }
            if versions[view.name] == nil {
                let path = try invocation.teamPath(["template": view.name])
                versions[view.name] = try client.call(Endpoints.templateHistory, path: path).items
            }
            let versions = versions[view.name, default: []]
            guard let version = versions.first(where: { $0.digest == template.digest }) else { continue }
            exported[view.name] = version.number
            homes[template.folder] = CollectionReader.Home(name: view.name, area: view.area)
        }
    }

    /// Of a draft that was made from another version than the latest.
    func remark(on draft: ImportedDraft, latest: Int?) -> Problem? {
        guard draft.isOwn, let exported = exported[draft.name], let latest, exported < latest else { return nil }
        return Problem(
            file: draft.source, line: 1, column: 1,
            message: "this was exported as version \(exported): what came after it, up to version \(latest), is not in "
                + "it")
    }

    /// The newest version that is exactly this draft; nil if there is none, or it is not the team's own.
    func version(of draft: ImportedDraft, _ client: Client, _ invocation: Invocation) throws -> TemplateVersionView? {
        guard draft.isOwn else { return nil }
        for summary in versions[draft.name, default: []] where summary.digest == draft.files.digest {
            let view = try client.call(
                Endpoints.templateShow, path: invocation.teamPath(["template": draft.name]),
                query: [("version", String(summary.number))])
            // A digest covers paths and bytes.
            if Set(view.files.filter(\.isExecutable).map(\.path)) == draft.executables { return view }
        }
        return nil
    }
}
