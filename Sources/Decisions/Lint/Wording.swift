/// The words that rules about wording look for. They are English: texts in other languages draw fewer remarks, and none of
/// these rules is an error.
enum Wording {
    /// Words without a measure: two readers will read them differently.
    static let vague = Phrases(vagueWords)

    private static let vagueWords = [
        "improve", "improves", "improved", "optimize", "optimise", "enhance", "better", "nice", "nicely", "good",
        "great",
        "appropriate", "appropriately", "as needed", "as necessary", "as required", "if necessary", "where possible",
        "when possible", "if possible", "etc", "and so on", "and so forth", "properly", "proper", "adequate",
        "adequately",
        "suitable", "reasonable", "reasonably", "sufficient", "sufficiently", "high-quality", "high quality", "optimal",
        "user-friendly", "robust", "efficient", "efficiently", "best practice", "best practices", "professional",
        "state of the art", "as usual", "various", "somehow", "stuff", "handle well", "works well", "well-written",
        "well written",
    ]

    /// Judgements that a reviewer can only share or not.
    static let judging = Phrases(
        vagueWords + [
            "clear", "clearly", "readable", "useful", "helpful", "elegant", "concise", "complete", "comprehensive",
            "correct", "correctly", "accurate", "interesting", "engaging", "satisfied", "happy", "thorough",
            "consistent",
            "easy", "understandable", "quality",
        ])

    /// Words of a claim that can be settled by looking: they count, name, quote or exclude.
    static let observable = Phrases([
        "every", "each", "all", "any", "no", "none", "nobody", "nothing", "never", "not", "only", "without", "exactly",
        "same", "equal", "equals", "verbatim", "count", "counts", "counted", "number", "numbers", "sum", "sums", "list",
        "lists", "listed", "names", "named", "states", "stated", "says", "said", "quotes", "quoted", "cites", "cited",
        "carries", "contains", "shows", "first", "last", "most", "least", "fewer", "below", "above", "more than",
        "less than",
        "at most", "before", "after", "one", "two", "three", "missing", "passes", "fails", "matches", "exists", "links",
    ])

    /// Words of a prohibition or a bound.
    static let forbidding = Phrases([
        "no", "not", "never", "nothing", "none", "nobody", "without", "only", "except", "don't", "cannot", "can't",
        "mustn't",
        "avoid", "neither", "nor", "refuse", "unchanged", "at most", "unless", "stop",
    ])

    /// Words that tell for what, or when.
    static let purpose = Phrases([
        "when", "whenever", "for", "if", "after", "before", "so that", "use", "used", "needs", "wants",
    ])

    /// What people write where they have nothing to say.
    static let placeholders: Set<String> = [
        "", "-", "n/a", "na", "none", "no", "yes", "todo", "tbd", "tba", "?", "...", "…", "see above", "s.a.", "dito",
        "ditto",
        "x", "xxx", "evidence", "text", "done", "ok",
    ]
}
