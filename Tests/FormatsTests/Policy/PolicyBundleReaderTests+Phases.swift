import Formats
import Testing

/// What is reported at once, whichever of the files it stands in.
extension PolicyBundleReaderTests {
    @Test func namesAreLookedUpBesideProblemsElsewhere() throws {
        var files = try starter().filter { !$0.key.hasPrefix("cases/") }
        files["review.yaml"] = Array("sizes: {}\n".utf8)
        files["approvals.yaml"] = Array("rules:\n  - {name: a, effect: permit, if: {action: git.relase}}\n".utf8)
        let found = problems(files)
        #expect(found.contains { $0.hasPrefix("review.yaml:1:1: ") })
        #expect(
            found.contains { $0.hasSuffix("there is no action git.relase (did you mean git.release?)") }, "\(found)")
    }

    /// Entries of such a file may be lost, so that what leads to them proves nothing.
    @Test func namesInABrokenFileAreNotCalledUnknown() throws {
        var files = try starter()
        files["actions.yaml"] = Array("action: []\n".utf8)
        let found = problems(files)
        #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("actions.yaml:") }, "\(found)")
    }

    @Test func casesOfOneNameAreRefusedWhereverTheyStand() throws {
        var files = try starter().filter { !$0.key.hasPrefix("cases/") }
        let text = "cases:\n  - {name: n, when: {action: none}, expect: {outcome: deny}}\n"
        files["cases/a.yaml"] = Array(text.utf8)
        files["cases/b.yaml"] = Array(text.utf8)
        #expect(problems(files) == ["cases/b.yaml:2:1: the case n is already defined in cases/a.yaml:2"])
    }

    @Test func whatAnEscapeHidesIsRefused() throws {
        let text = """
            cases:
              - name: "a \\u202Enote"
                given: {use_case: customer-insight}
                when: {action: notes.append, arguments: {page: a, text: x}}
                expect: {outcome: hold}
            """
        #expect(
            try problems("cases/notes.yaml", text).first
                == "cases/notes.yaml:2:11: an escape for a character that readers do not see: U+202E RIGHT-TO-LEFT "
                + "OVERRIDE; remove it")
        // What is written there is said once.
        let written = try problems("cases/notes.yaml", text.replacing("\\u202E", with: "\u{202E}"))
        #expect(written.filter { $0.contains("U+202E") }.count == 1)
    }

    @Test(arguments: ["\u{202E}", "\u{200B}"]) func whatReadersDoNotSeeIsRefused(hidden: String) throws {
        var files = try starter()
        files["notes.md"] = Array("# Why\n\nBec\(hidden)ause.\n".utf8)
        let found = problems(files)
        #expect(
            found.count == 1 && found[0].hasPrefix("notes.md:3:4: a character that readers do not see: "), "\(found)")
    }

    @Test func peopleAreNamedByWhatALoginCanBe() throws {
        let found = try problems(
            "approvals.yaml",
            """
            rules:
              - {name: a, effect: hold, if: {action: git.release}, sign_off: countersignature, requires: {people: [ann, ada lovelace]}}
            """)
        #expect(found.contains { $0.contains("people are named by login") && $0.hasSuffix("this is ada lovelace") })
    }

    /// As some editors write them; the other files may begin with one, too.
    @Test func aByteOrderMarkIsPartOfNoLine() throws {
        let text = [0xEF, 0xBB, 0xBF] + Array("# who decides. Owners are these\n* @@reviewer\n".utf8)
        #expect(CodeOwners.parse(text, path: "OWNERS").errors == [])
        var files = try starter()
        files["OWNERS"] = text
        #expect(problems(files) == [])
    }

    @Test func hoursThatEndWhereTheyBeginAreRemarked() throws {
        func remarks(_ hours: String) throws -> Int {
            var files = try starter()
            let rule = """

                  - name: hours
                    effect: forbid
                    if: {action: notes.append, use_case: release-notes, time: {zone: Europe/Berlin, \(hours)}}

                """
            files["approvals.yaml"]? += Array(rule.utf8)
            return try PolicyBundleReader.read(files).readingRemarks.count { $0.message.contains("all day") }
        }
        #expect(try remarks(#"from: "06:00", to: "06:00""#) == 1)
        #expect(try remarks(#"from: "00:00", to: "24:00""#) == 0 && remarks(#"from: "22:00", to: "06:00""#) == 0)
    }
}
