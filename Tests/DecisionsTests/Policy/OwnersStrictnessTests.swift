import Decisions
import Domain
import Formats
import Testing

/// What a changed OWNERS file counts as, and why.
@Suite struct OwnersStrictnessTests {
    /// Each pair both ways: what the second does to the first.
    @Test(arguments: [
        ("[A][2]\n*.md @@reviewer", "[A]\n*.md @@reviewer", true),
        ("[A]\n*.md @ann @bob", "[a][2]\n*.md @ann @bob", false),
        ("[A]\n*.md @ann", "", true), ("^[A]\n*.md @ann", "", false), ("^[A]\n*.md @ann", "[A]\n*.md @ann", false),
        ("[A]\n*.md @ann\n!x.md", "[A]\n*.md @ann", true), ("[A]\n*.md @ann", "[A]\n*.md @ann\n!x.md", true),
        ("^[Fallback]\n* @ann @bob", "^[Fallback]\n* @bob", true),
        ("^[Fallback]\n* @ann @bob", "^[Fallback]\n* @ann", false),
        ("[A]\n*.md @ann @bob\n^[Fallback]\n* @eve", "[A]\n*.md @ann\n^[Fallback]\n* @eve", true),
        ("^[Fallback]\n* @ann", "", false),
        ("^[Fallback]\n* @ann", "^[Fallback]\n* @bob", true), ("[A]\n*.md @ann @bob", "[A]\n*.md @ann", false),
        ("[A]\n*.md @ann\n[B]\n*.md @bob", "[B]\n*.md @bob\n[A]\n*.md @ann", nil),
        ("[A]\n*.md @ann @bob", "[A]\n*.txt @ann", true), ("[A]\n*.md @ann\nx.md @bob", "[A]\n*.md @ann\nx.md", true),
        ("[A]\n*.md @ann\nx.md", "[A]\n*.md @ann\nx.md @@admin", false),
    ])
    func sections(old: String, new: String, isWeaker: Bool?) throws {
        let base = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            .filter { !$0.key.hasPrefix("cases/") }
        let bundles = try [old, new].map { text in
            var files = base
            files["OWNERS"] = Array("* @@reviewer\n\(text)\n".utf8)
            return try PolicyBundleReader.read(files)
        }
        let changes = bundles[1].changes(since: bundles[0])
        #expect(changes.isEmpty == (isWeaker == nil) && changes.weakenings.isEmpty != (isWeaker ?? false), "\(changes)")
    }

    /// A section that has gone had lines, and without a header there is no name to call it by.
    @Test func whatIsGoneIsNamedByItsLines() throws {
        let base = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            .filter { !$0.key.hasPrefix("cases/") }
        let bundles = try ["* @@reviewer\n[A]\n*.md @ann\n", "[B]\n* @@reviewer\n"].map { text in
            try PolicyBundleReader.read(base.merging(["OWNERS": Array(text.utf8)]) { $1 })
        }
        #expect(
            bundles[1].changes(since: bundles[0]).map { "\($0.subject): \($0.text)" } == [
                "OWNERS [B]: new: 1 of its owners must approve; + * @@reviewer",
                "OWNERS: no line stands before the sections any more: - * @@reviewer; weaker because none of its owners "
                    + "has to approve any more",
                "OWNERS [A]: is gone: - *.md @ann; weaker because none of its owners has to approve any more",
            ])
    }

    /// Whoever says yes reads who need not approve any more, and who may.
    @Test(arguments: [
        (
            "[A]\n*.md @ann", "[A]\n*.md @bob",
            "@ann need not approve *.md any more, and @bob may approve *.md, reviewer or not"
        ),
        ("[A][2]\n*.md @@reviewer", "[A]\n*.md @@reviewer", "fewer of its owners have to approve"),
        ("", "[A]\n*.md @ann", "@ann may approve *.md, reviewer or not"),
        ("[A]\n*.md @ann", "[A]\n*.md @ann\n!x.md", "what x.md matches needs none of its owners any more"),
        ("[A]\n*.md @ann\nx.md @bob", "[A]\nx.md @bob\n*.md @ann", "another line decides some of what they match"),
        (
            "[A]\n*.md @ann @bob\n^[Fallback]\n* @eve", "[A]\n*.md @ann\n^[Fallback]\n* @eve",
            "of fewer owners of *.md, who stands in counts sooner"
        ),
        ("^[Fallback]\n* @ann", "^[Fallback]\n* @bob", "they count where too few of the owners can approve"),
    ])
    func whatIsWeakerSaysWhy(old: String, new: String, why: String) throws {
        let base = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            .filter { !$0.key.hasPrefix("cases/") }
        let bundles = try [old, new].map { text in
            try PolicyBundleReader.read(base.merging(["OWNERS": Array("* @@reviewer\n\(text)\n".utf8)]) { $1 })
        }
        let texts = bundles[1].changes(since: bundles[0]).weakenings.map(\.text)
        #expect(texts.count == 1 && texts.first?.hasSuffix("; weaker because \(why)") == true, "\(texts)")
    }
}
