import Decisions
import Domain
import Formats
import Foundation
import Testing

/// The shared templates are what lint teaches.
@Suite struct LintedLibraryTests {
    @Test(arguments: LibraryAdmissionTests.templates) func isCleanAndDispatched(file: URL) throws {
        let folder = file.deletingLastPathComponent()
        let name = folder.path.split(separator: "/").suffix(2).joined(separator: "/")
        let read = TemplateReader.read(folder: name, files: FileSet(try Bundles.files(in: folder)))
        let template = try #require(read.template)
        let policy = try Bundles.smallTeam()
        #expect(LintRules.remarks(template, policy: policy).map(\.text) == [])
        #expect(DispatchAdvice(template, policy: policy)?.course == .dispatch)
    }
}
