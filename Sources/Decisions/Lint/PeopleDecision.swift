/// Sentences that have an agent decide about people: "dismiss the weakest employees", "set each salary".
struct PeopleDecision {
    static let meaning = "decides about people, and a person answers for that"

    /// Whom nobody takes for a part of a program: a worker is terminated and a release candidate promoted every day.
    private static let staff =
        plurals(of: [
            "employee", "applicant", "colleague", "person", "team member", "staff member", "contractor", "freelancer",
            "engineer", "developer", "intern", "trainee", "teacher", "student",
        ]) + ["people", "staff", "underperformers", "low performers", "anyone", "anybody", "somebody"]

    static let people = staff + plurals(of: ["candidate", "worker", "manager"])

    private let verbForms: [String]
    private let verbs: Phrases
    private let objects: Phrases
    /// So many words may stand between them.
    private let reach: Int

    private init(_ verbs: [String], _ objects: [String], reach: Int) {
        verbForms = verbs.flatMap(Self.forms)
        self.verbs = Phrases(verbForms)
        self.objects = Phrases(objects, except: objects.flatMap { object in Self.parts.map { "\(object) \($0)" } })
        self.reach = reach
    }

    private static let all = [
        PeopleDecision(fates, staff, reach: 2), PeopleDecision(judgements, people, reach: 2),
        PeopleDecision(
            (judgements + ["assess", "evaluate"]).map { "\($0) the performance of" }, people, reach: 2),
        PeopleDecision(settings, dues, reach: 4),
        PeopleDecision(["decide on", "decide about"], measures + dues, reach: 2),
        PeopleDecision(["whether to"], ["hire", "fire", "sack", "demote", "lay off", "let go"], reach: 0),
    ]

    /// Hardly any word is one, so that these are looked for first.
    private static let anyVerb = Phrases(all.flatMap(\.verbForms))

    private static let fates = [
        "terminate", "dismiss", "lay off", "let go", "fire", "sack", "hire", "promote", "demote", "suspend",
    ]
    private static let judgements = ["rank", "rate", "score", "grade", "shortlist", "reject"]
    private static let measures = [
        "promotions", "dismissals", "terminations", "layoffs", "redundancies", "raises", "hires", "hiring", "firing",
    ]
    private static let settings = ["set", "determine", "decide", "assign", "give", "cut", "raise", "adjust"]
    private static let dues = [
        "salary", "salaries", "wage", "wages", "pay rise", "pay rises", "bonus", "bonuses",
        "performance rating", "performance ratings", "performance grade", "performance grades",
    ]
    /// Of a form or a program that is about such things.
    private static let parts = [
        "field", "fields", "column", "columns", "key", "page", "pages", "table", "file", "api", "class", "data",
        "process", "session", "sessions", "record", "records", "account", "accounts", "profile", "role", "report",
        "calculation",
    ]
    /// Before a noun: "the rate", "each score".
    private static let articles: Set<String> = ["the", "a", "an", "this", "that", "each", "every", "its", "their"]
    /// What follows them is no longer the object of the verb.
    private static let barriers: Set<String> = [
        "for", "to", "of", "in", "with", "from", "by", "and", "or", "that", "which", "on", "at", "as", "when", "if",
        "is", "are", "so", "than", "into",
    ]

    /// With the word at which each begins, those that are denied or only explained left out.
    static func all(in prose: Prose) -> [(word: Int, phrase: String)] {
        prose.words.indices.compactMap { index in
            guard anyVerb.longest(in: prose.words[index...]) != nil else { return nil }
            let isExplained = prose.words[..<index].suffix(2).elementsEqual(["how", "to"])
            let isNoun = prose.words[..<index].last.map(articles.contains) == true
            guard !isExplained, !isNoun, !prose.isDenied(index) else { return nil }
            return all.lazy.compactMap { $0.phrase(in: prose.words[index...]) }.first.map { (index, $0) }
        }
    }

    private func phrase(in words: ArraySlice<String>) -> String? {
        guard let verb = verbs.longest(in: words) else { return nil }
        for index in words.indices.dropFirst(verb.words.count).prefix(reach + 1) {
            if let object = objects.longest(in: words[index...]) {
                guard object.counts else { return nil }
                return words[..<(index + object.words.count)].joined(separator: " ")
            }
            if Self.barriers.contains(words[index]) { return nil }
        }
        return nil
    }

    /// `lay off`, `lays off`.
    private static func forms(of verb: String) -> [String] {
        let parts = verb.split(separator: " ", maxSplits: 1).map(String.init)
        let ending = parts[0].hasSuffix("ss") ? "es" : "s"
        return [verb, ([parts[0] + ending] + parts.dropFirst()).joined(separator: " ")]
    }

    private static func plurals(of nouns: [String]) -> [String] { nouns.flatMap { [$0, $0 + "s"] } }
}
