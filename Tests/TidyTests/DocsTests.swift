import Domain
import Foundation
import Testing

/// What is written for readers: its links lead somewhere, and no state is left out.
@Suite struct DocsTests {
    private static let pages: [String] = {
        let found = FileManager.default.enumerator(atPath: SourceFile.root.path + "/docs")?.allObjects ?? []
        return ["README.md"]
            + found.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()

    private static func text(_ page: String) throws -> String {
        try String(contentsOf: SourceFile.root.appending(path: page), encoding: .utf8)
    }

    @Test(arguments: pages) func linksLeadSomewhere(page: String) throws {
        let folder = SourceFile.root.appending(path: page).deletingLastPathComponent()
        for match in try Self.text(page).matches(of: /\]\((?<path>[^)#:]*)(#(?<heading>[^)]*))?\)/) {
            let path = String(match.output.path)
            let target = path.isEmpty ? SourceFile.root.appending(path: page) : folder.appending(path: path)
            #expect(FileManager.default.fileExists(atPath: target.path), "\(page): \(path)")
            guard let heading = match.output.heading else { continue }
            let headings = try String(contentsOf: target, encoding: .utf8).split(separator: "\n")
                .filter { $0.hasPrefix("#") }.map { Self.anchor($0) }
            #expect(headings.contains(String(heading)), "\(page): \(path)#\(heading)")
        }
    }

    /// As web pages make it from a heading.
    private static func anchor(_ heading: Substring) -> String {
        heading.drop { $0 == "#" || $0 == " " }.lowercased().filter {
            $0.isLetter || $0.isNumber || $0 == "-" || $0 == " "
        }
        .replacing(" ", with: "-")
    }

    /// docs/lifecycle.md has a line for every state.
    @Test(arguments: states) func everyStateHasItsLine(name: String, states: [String]) throws {
        let parts = try Self.text("docs/lifecycle.md").split(separator: "\n## ")
        let part = try #require(parts.first { $0.hasPrefix(name + "\n") }, "docs/lifecycle.md has no part \(name)")
        for state in states {
            #expect(part.contains("\n| `\(state)` |"), "docs/lifecycle.md, \(name): no line for \(state)")
        }
    }

    private static let states: [(String, [String])] = [
        ("Runs", RunState.allCases.map(\.rawValue)),
        ("Attempts", AttemptState.allCases.map(\.rawValue)),
        ("Outputs", ReviewState.allCases.map(\.rawValue)),
        ("Defects", DefectState.allCases.map(\.rawValue)),
        ("Actions", ActionState.allCases.map(\.rawValue)),
        ("Effects", EffectState.allCases.map(\.rawValue)),
        ("Questions", QuestionState.allCases.map(\.rawValue)),
        ("Template versions", TemplateVersionState.allCases.map(\.rawValue)),
        ("Context documents", ContextState.allCases.map(\.rawValue)),
    ]
}
