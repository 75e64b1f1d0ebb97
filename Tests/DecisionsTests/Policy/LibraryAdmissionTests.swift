import Decisions
import Domain
import Formats
import Foundation
import Testing

/// The starter bundle approves what the library has to offer.
@Suite struct LibraryAdmissionTests {
    static let templates: [URL] = {
        let library = Bundles.packageRoot.appending(path: "library")
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: library.path)) ?? []
        return paths.filter { $0.hasSuffix("/task.yaml") }.sorted().map { library.appending(path: $0) }
    }()

    @Test func thereAreTemplates() { #expect(Self.templates.count >= 3) }

    @Test(arguments: templates)
    func isAdmitted(file: URL) throws {
        let task = try YAML.parse(Array(Data(contentsOf: file)), file: "task.yaml").json
        let outputs = try (task["output"]?.array ?? []).map { output in
            OutputDeclaration(
                path: try #require(output["path"]?.string),
                kind: try #require(output["kind"]?.string.flatMap(OutputKind.init)))
        }
        let dispatch = DispatchFacts(
            template: file.deletingLastPathComponent().lastPathComponent, useCase: task["use_case"]?.string,
            mode: .dispatch, level: try #require(task["permission"]?.string.flatMap(PermissionLevel.init)),
            risk: try #require(task["risk"]?.string.flatMap(Risk.init)), outputs: outputs,
            actions: (task["actions"]?.array ?? []).compactMap(\.string),
            tools: (task["tools"]?.array ?? []).compactMap(\.string),
            pool: [PersonFacts(id: "per_1", login: "rita", roles: [.reviewer])])
        guard case .refused(let code, let reasons) = try Bundles.smallTeam().admit(dispatch) else { return }
        Issue.record("\(dispatch.template): \(code.rawValue) \(reasons)")
    }
}
