import Domain

struct VagueWordsRule: LintRule {
    let id = "vague-words"
    let level = LintLevel.warning
    let isEnglish = true
    let title = "Words have a measure."
    let doc = """
        A word without a measure is decided anew by every reader, and by the agent first. "Improve the page" \
        can be claimed of any page; "every link answers" can be checked.
        """
    let bad = LintExample.task(
        """
        constraints:
          - Do not rename files; reword titles as needed.
        """)
    let good = LintExample.task(
        """
        constraints:
          - Do not rename files; reword a title only if it is longer than 60 characters.
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        facts.sentences.compactMap { part, name, prose in
            // Evidence may ask for a judgement, and what cannot be checked at all is another rule's.
            guard !part.hasSuffix("/evidence"), !part.contains("output/"), !CheckableRule.isUncheckable(part, prose)
            else { return nil }
            var seen: Set<String> = []
            let phrases = prose.said(of: Wording.vague).map(\.phrase).filter { seen.insert($0).inserted }
            if phrases.isEmpty { return nil }
            return LintFinding(
                .part(part), Self.message(phrases, in: name),
                advice: "Say how one would see it: a count, a name, a limit, a before and after.")
        }
    }

    static func message(_ phrases: [String], in name: String) -> String {
        "\(phrases.quoted) in \(name) \(phrases.count == 1 ? "has" : "have") no measure"
    }
}
