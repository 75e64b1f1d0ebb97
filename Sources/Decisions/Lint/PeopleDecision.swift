/// Sentences that have an agent decide about people: "dismiss the weakest employees", "set each salary".
enum PeopleDecision {
    /// Whom nobody takes for a part of a program: a worker is terminated and a release candidate promoted every day.
    private static let staff =
        plurals(of: [
            "employee", "applicant", "colleague", "person", "team member", "staff member", "contractor", "freelancer",
            "engineer", "developer", "intern", "trainee", "teacher", "student",
        ]) + ["people", "staff", "underperformers", "low performers", "anyone", "anybody", "somebody"]

    private static let people = staff + plurals(of: ["candidate", "worker", "manager"])

    static let all = [
        deed(fates, staff, reach: 2), deed(judgements, people, reach: 2),
        deed((judgements + ["assess", "evaluate"]).map { "\($0) the performance of" }, people, reach: 2),
        deed(settings, dues, reach: 4), deed(["decide on", "decide about"], measures + dues, reach: 2),
        deed(["whether to"], ["hire", "fire", "sack", "demote", "lay off", "let go"], reach: 0),
        deed((choices + ["select", "determine"]).flatMap { ["\($0) which", "\($0) what"] }, people, reach: 2),
        deed(choices, ["who", "whom"], reach: 0),
        deed(["who to", "whom to"], fates, reach: 0),
        deed(["who should be"], ends, reach: 0),
        Deed(
            .decision, choices + ["name", "select"], staff, reach: 3, parts: parts, barriers: barriers,
            fates: ["let go", "dismiss", "lay off", "fire"] + ends),
    ]

    private static func deed(_ verbs: [String], _ objects: [String], reach: Int) -> Deed {
        Deed(.decision, verbs, objects, reach: reach, parts: parts, barriers: barriers)
    }

    private static let choices = ["decide", "choose", "pick"]
    private static let fates = [
        "terminate", "dismiss", "lay off", "let go", "fire", "sack", "hire", "promote", "demote", "suspend",
    ]
    private static let ends = ["promoted", "hired", "fired", "dismissed", "terminated", "laid off", "let go"]
    private static let judgements = ["rank", "rate", "score", "grade", "shortlist", "reject"]
    private static let measures = [
        "promotions", "dismissals", "terminations", "layoffs", "redundancies", "raises", "hires", "hiring", "firing",
    ]
    private static let settings = ["set", "determine", "decide", "assign", "give", "cut", "raise", "adjust"]
    private static let dues = [
        "salary", "salaries", "wage", "wages", "pay rise", "pay rises", "bonus", "bonuses", "performance rating",
        "performance ratings", "performance grade", "performance grades",
    ]
    /// Of a form or a program that is about such things.
    private static let parts = [
        "field", "fields", "column", "columns", "key", "page", "pages", "table", "file", "api", "class", "data",
        "process", "session", "sessions", "record", "records", "account", "accounts", "profile", "role", "report",
        "calculation",
    ]
    /// What follows them is no longer the object of the verb.
    private static let barriers: Set<String> = [
        "for", "to", "of", "in", "with", "from", "by", "and", "or", "that", "which", "on", "at", "as", "when", "if",
        "is", "are", "so", "than", "into",
    ]

    private static func plurals(of nouns: [String]) -> [String] { nouns.flatMap { [$0, $0 + "s"] } }
}
