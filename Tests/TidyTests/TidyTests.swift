import Foundation
import Testing

/// What the compiler and the formatter do not hold: sizes, banned calls, where time and C may appear.
@Suite struct TidyTests {
    @Test func thereAreSources() { #expect(SourceFile.sources.count > 100) }

    /// A file is about one type or one verb: 400 lines are the limit.
    @Test(arguments: SourceFile.all) func filesAreShort(file: SourceFile) {
        #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines")
    }

    /// Functions fit on a screen: 40 lines, from `func` to the brace that ends it at the same depth.
    @Test(arguments: SourceFile.sources) func functionsAreShort(file: SourceFile) {
        var start: (line: Int, indent: Int)?
        for (number, line) in file.lines.enumerated() {
            let indent = line.prefix { $0 == " " }.count
            let text = line.dropFirst(indent)
            if start == nil, text.contains("func "), !text.hasPrefix("//"), !text.hasSuffix("}") {
                start = (number, indent)
            }
            if let open = start, indent == open.indent, text.hasPrefix("}") {
                let length = number - open.line + 1
                #expect(length <= 40, "\(file.path):\(open.line + 1): a function of \(length) lines")
                start = nil
            }
        }
    }

    @Test(arguments: [
        ("try!", "crashes on the first surprise: handle the error"),
        ("as!", "crashes on the first surprise: use as?"),
        ("fatalError(", "throw a Failure instead"),
        ("TODO", "finish it or leave it out"),
        ("FIXME", "mend it"),
        ("@preconcurrency", "state the real isolation"),
        ("nonisolated(unsafe)", "use a lock"),
    ])
    func bannedWords(word: String, why: String) {
        for file in SourceFile.sources {
            for (number, line) in file.lines.enumerated() where line.holds(word) {
                Issue.record("\(file.path):\(number + 1): \(word) – \(why)")
            }
        }
    }

    /// An unchecked promise needs its reason in a comment right above it or on the line.
    @Test func uncheckedSendableHasAReason() {
        for file in SourceFile.sources {
            for (number, line) in file.lines.enumerated() where line.holds("@unchecked Sendable") {
                let above = number > 0 ? file.lines[number - 1] : ""
                #expect(above.contains("//") || line.contains("//"), "\(file.path):\(number + 1): why is it safe?")
            }
        }
    }

    /// Time is a parameter or the database's; clocks are read in Platform only. The hook stands alone: it is static, links
    /// nothing of ours, and has one deadline.
    @Test func clocksAreReadInPlatformOnly() {
        let clocks = [
            "Date()", "Date.now", "clock_gettime(", "gettimeofday(", "ContinuousClock", "time(nil)",
        ]
        for file in SourceFile.sources where !["Platform", "countersign-hook"].contains(file.target) {
            for (number, line) in file.lines.enumerated()
            where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
                for clock in clocks where line.contains(clock) {
                    Issue.record("\(file.path):\(number + 1): \(clock) outside Platform")
                }
            }
        }
    }

    /// No type of a C library leaves its target.
    @Test func cModulesAreImportedInternally() {
        let imports = /^(?<how>.*)import (CLibpq|CMicrohttpd|CCurl|CSodium|CYAML|CGit2|CProcess)$/
        for file in SourceFile.sources {
            for (number, line) in file.lines.enumerated() where line.holds("import C") {
                guard let match = line.wholeMatch(of: imports) else { continue }
                let how = match.output.how
                #expect(how == "internal " || how == "private ", "\(file.path):\(number + 1): \(line)")
            }
        }
    }

    /// Start-up and size: the whole of Foundation only where a comment says why.
    @Test func foundationNeedsAReason() {
        for file in SourceFile.sources where file.target != "TestSupport" {
            for (number, line) in file.lines.enumerated() where line == "import Foundation" {
                let above = number > 0 ? file.lines[number - 1] : ""
                #expect(above.contains("//"), "\(file.path):\(number + 1): import FoundationEssentials, or say why not")
            }
        }
    }

    /// The fixed top level.
    @Test func topLevelIsFixed() throws {
        let allowed: Set = [
            "Package.swift", "README.md", "LICENSE", "Sources", "Tests", "library", "policies", "deploy", "docs",
        ]
        let present = try FileManager.default.contentsOfDirectory(atPath: SourceFile.root.path)
            .filter { !$0.hasPrefix(".") }
        #expect(Set(present).subtracting(allowed).isEmpty)
    }
}
