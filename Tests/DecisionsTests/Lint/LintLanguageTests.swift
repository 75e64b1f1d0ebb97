import Decisions
import Domain
import Testing

/// Templates that are not in English: what looks for English words has nothing to say of them.
@Suite struct LintLanguageTests {
    private static let german = """
        objective: Versionshinweise für Anwender schreiben.
        use_case: release-notes
        success_criteria:
          - id: vollstaendig
            text: Jeder relevante Commit steht in der Liste oder ist mit Grund ausgelassen.
            evidence: Die Zeile zitieren, in der die Commits gezählt werden.
          - id: herkunft
            text: Hinter jeder Aussage steht der Hash ihres Commits.
            evidence: Die Aussage zitieren, die am weitesten geht.
        constraints:
          - Im Repository wird nichts verändert.
          - Keine Zahl runden.
        tools: [Read, WebFetch, "Bash(curl:*)"]
        output: [{path: hinweise.md, kind: document, description: Die Hinweise als Markdown.}]
        actions: []
        risk: shared
        permission: write
        budget: {turns: 60}

        """

    private static let french = """
        objective: Rédiger les notes de version.
        use_case: release-notes
        success_criteria:
          - id: complet
            text: La liste est complete et chaque commit correct y figure avec une raison.
            evidence: Citer la ligne qui compte les commits.
        constraints:
          - Ne pas modifier le dépôt.
          - N'arrondir aucun chiffre.
        tools: [Read, WebFetch]
        output: [{path: notes.md, kind: document, description: Les notes en Markdown.}]
        actions: []
        risk: shared
        permission: draft
        budget: {turns: 60}

        """

    private static let languages = [
        (
            german, "Schreibt Versionshinweise aus einem Git-Log. Vor jeder Veröffentlichung zu verwenden.",
            "Den Stand aus dem Netz laden und die Änderungen seit dem letzten Tag beschreiben."
        ),
        (
            french, "Rédige des notes de version à partir du journal git, avant chaque publication.",
            "Lire la page du projet sur la toile et décrire les changements depuis la dernière version."
        ),
    ]

    @Test(arguments: languages) func anotherLanguageIsNotFloodedWithRemarks(
        task: String, description: String, instruction: String
    ) throws {
        let frontMatter = "name: release-notes\ndescription: \"\(description)\"\n"
        let (template, problems) = LintFixture.read(task: task, frontMatter: frontMatter, instruction: instruction)
        #expect(problems == [])
        #expect(LintRules.remarks(try #require(template)).map { "\($0.rule): \($0.message)" } == [])
    }

    /// What is wrong in any language is still said, and a name or two make no other language of English.
    @Test func whatIsNoMatterOfWordsIsStillFound() throws {
        let task = Self.german.replacing("Read, WebFetch", with: "Read, Bash")
        let template = try #require(LintFixture.read(task: task).template)
        #expect(Set(LintRules.remarks(template).map(\.rule)).contains("wide-tool"))
        let english = "constraints: [Write to Zoë and José in the present tense.]\n"
        #expect(LintRules.remarks(try LintFixture.template(task: english)).map(\.rule) == ["no-prohibition"])
    }

    @Test func aRuleOfWordsSaysThatTheyAreEnglish() throws {
        let english = LintRules.all.filter(\.isEnglish).map(\.id)
        #expect(
            english == [
                "criterion-without-evidence", "vague-words", "uncheckable-criterion", "no-prohibition",
                "description-without-purpose", "unmentioned-tool", "open-instruction",
            ])
        #expect(LintRules.all.allSatisfy { ($0.limit?.contains("English") == true) == $0.isEnglish })
    }
}
