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

    @Test func everyEndpointHasAGroup() {
        #expect(!ReferencePage.api.text.contains("## Other"))
    }

    @Test func everythingThatPolicyAsksIsExplained() {
        #expect(PolicyMeaning.predicates.map(\.key).sorted() == Predicate.keys.sorted())
        #expect(Set(PolicyMeaning.builtIn.keys) == Set(BuiltInRule.allCases))
        #expect(
            PolicyMeaning.cases.map { "\($0.part) \($0.key)" }
                == PolicyCase.Part.allCases.flatMap { part in
                    part.keys.map { "\(part) \($0)" }
                })
    }

    @Test func everyEventIsExplainedOnce() {
        #expect(EventMeaning.inSources.subtracting(EventMeaning.names).sorted() == [])
        #expect(Set(EventMeaning.names).subtracting(EventMeaning.inSources).sorted() == [])
        #expect(Set(EventMeaning.names).count == EventMeaning.names.count)
    }
}
