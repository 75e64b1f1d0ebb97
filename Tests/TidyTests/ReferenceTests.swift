import Domain
import Foundation
import Platform
import Testing

/// The reference is made from the tables that the product works by, so it cannot say anything else.
@Suite struct ReferenceTests {
    private static let isRecording = Environment.all["COUNTERSIGN_RECORD"] == "1"

    @Test(arguments: ReferencePage.all) func pageIsWhatTheCodeSays(page: ReferencePage) throws {
        let file = SourceFile.root.path + "/docs/reference/" + page.name
        if Self.isRecording { try Data(page.text.utf8).write(to: URL(filePath: file)) }
        let written = FileManager.default.contents(atPath: file).map { [UInt8]($0) } ?? []
        #expect(
            written == Array(page.text.utf8),
            "docs/reference/\(page.name) is not what the code says: run with COUNTERSIGN_RECORD=1 and read the difference"
        )
    }

    @Test(arguments: FailureCode.allCases) func everyCodeIsExplainedOrReserved(code: FailureCode) {
        #expect((FailureMeaning.all[code] == nil) == FailureMeaning.reserved.contains(code), "\(code.rawValue)")
    }

    /// docs/lifecycle.md names every state in its table.
    @Test(arguments: Self.states) func everyStateHasItsLine(name: String, states: [String]) throws {
        let text = try String(contentsOf: SourceFile.root.appending(path: "docs/lifecycle.md"), encoding: .utf8)
        let parts = text.split(separator: "\n## ")
        let part = try #require(parts.first { $0.hasPrefix(name) }, "docs/lifecycle.md has no part \(name)")
        for state in states {
            #expect(part.contains("\n| `\(state)` |"), "docs/lifecycle.md, \(name): no line for \(state)")
        }
    }

    private static let states: [(String, [String])] = [
        ("Runs", RunState.allCases.map(\.rawValue)),
        ("Attempts", AttemptState.allCases.map(\.rawValue)),
        ("Outputs", ReviewState.allCases.map(\.rawValue)),
        ("Actions", ActionState.allCases.map(\.rawValue)),
        ("Effects", EffectState.allCases.map(\.rawValue)),
        ("Questions", QuestionState.allCases.map(\.rawValue)),
        ("Template versions", TemplateVersionState.allCases.map(\.rawValue)),
    ]
}
