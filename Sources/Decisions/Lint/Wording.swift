/// The words that rules about wording look for. They are English: a rule that misses one of them says nothing of a text in
/// another language. An error is only what says nothing in any language: a gap that is marked as one.
enum Wording {
    /// Words that hold English sentences together, and are in few other languages.
    static let english: Set<String> = [
        "the", "and", "of", "to", "are", "with", "that", "this", "which", "from", "each", "every", "not", "by", "be",
        "what", "when", "if", "its", "has", "have", "must", "all", "only", "than", "into", "out", "who", "use", "do",
    ]

    /// The same of other languages that are written without many accents, as far as none of them is English.
    static let foreign: Set<String> = [
        "der", "das", "den", "dem", "des", "und", "ist", "nicht", "ein", "eine", "einen", "einer", "mit", "von", "zu",
        "aus", "wird", "sind", "auf", "bei", "kein", "keine", "jede", "jeder", "jedes", "werden", "wenn", "nur",
        "aller",
        "le", "la", "les", "du", "de", "et", "est", "une", "un", "que", "qui", "dans", "ne", "pas", "chaque", "aux",
        "sont", "sans", "ce", "sa", "ses", "el", "los", "las", "y", "en", "es", "con", "por", "para", "sin", "cada",
        "del", "una", "il", "lo", "gli", "che", "di", "della", "ogni", "nel", "em", "uma", "dos", "het", "een", "van",
        "niet", "voor", "och", "att", "som", "det", "inte", "og", "ikke", "til", "yang", "dan", "untuk", "dengan",
    ]

    /// Words that leave a decision to whoever reads them.
    static let open = Phrases(openWords, except: neutralWords)

    /// Words without a measure: two readers will read them differently. Some are at home in an explanation, so only a
    /// sentence of task.yaml must do without them.
    static let vague = Phrases(openWords + comparingWords, except: neutralWords)

    private static let openWords =
        [
            "improve", "improves", "improved", "optimize", "optimise", "enhance", "nice", "nicely", "appropriate",
            "appropriately", "as needed", "as necessary", "as required", "if necessary", "where possible",
            "when possible", "if possible", "as far as possible", "as soon as possible", "etc", "and so on",
            "and so forth", "properly", "adequate", "adequately", "suitable", "reasonable", "reasonably", "sufficient",
            "sufficiently", "high-quality", "high quality", "optimal", "user-friendly", "robust", "best practice",
            "best practices", "state of the art", "as usual", "somehow", "stuff", "handle well", "works well",
            "look into", "sort out", "take care of", "deal with",
        ] + well

    private static let comparingWords = [
        "better", "good", "great", "proper", "efficient", "efficiently", "professional", "various", "thing", "things",
        "what is wrong", "what's wrong", "whatever", "quickly", "thoroughly", "carefully", "with care",
    ]

    private static let neutralWords = ["good faith", "proper name", "proper names", "as required by"]

    private static let well = [
        "written", "structured", "organised", "organized", "documented", "formatted", "designed", "presented", "done",
        "made", "tested", "thought-out",
    ].flatMap { ["well \($0)", "well-\($0)"] }

    /// Judgements that a reviewer can only share or not.
    static let judging = Phrases(
        openWords + comparingWords + [
            "clear", "clearly", "readable", "useful", "helpful", "elegant", "concise", "complete", "comprehensive",
            "correct", "correctly", "accurate", "interesting", "engaging", "satisfied", "satisfying", "satisfactory",
            "happy", "pleased", "convincing", "thorough", "consistent", "easy", "understandable", "quality",
            "meaningful", "clean", "cleanly", "maintainable", "idiomatic", "modern", "scalable", "reliable",
            "intuitive",
            "performant", "secure", "attractive", "relevant", "sensible", "successful", "successfully", "acceptable",
            "fine", "polished", "neat", "tidy",
            "as expected", "as intended", "as desired", "as wanted", "as it should", "everything works", "it works",
            "all works", "looks right", "makes sense", "reads well", "up to standard", "meets expectations",
            "meets the expectations",
        ], except: neutralWords + ["clean of"])

    /// Words of a claim that can be settled by looking: they count, name, quote or exclude. "All" and "every" are not
    /// among them: what is only judged stays so, however much of it there is.
    static let observable = Phrases(
        [
            "no", "none", "nobody", "nothing", "never", "not", "only", "without", "exactly", "same", "equal", "equals",
            "verbatim", "count", "counts", "counted", "number", "numbers", "sum", "sums", "list", "lists", "listed",
            "names", "named", "states", "stated", "says", "said", "quotes", "quoted", "cites", "cited", "carries",
            "contains", "shows", "first", "last", "least", "fewer", "below", "above", "more than", "less than",
            "at most", "before", "after", "one", "two", "three", "missing", "passes", "fails", "matches", "exists",
            "links",
        ], except: degrees)

    /// Words of a prohibition or a bound.
    static let forbidding = Phrases(
        [
            "no", "not", "never", "nothing", "none", "nobody", "without", "only", "except", "don't", "cannot", "can't",
            "mustn't", "avoid", "neither", "nor", "refuse", "unchanged", "at most", "unless", "stop",
        ], except: degrees)

    /// A "not" that forbids nothing.
    private static let degrees = ["too", "so", "very", "only", "just", "necessarily", "least"].map { "not \($0)" }

    /// Words that tell for what, or when: not that it runs when it is run, nor how well.
    static let purpose = Phrases(
        ["when", "whenever", "for", "if", "after", "before", "so that", "use", "used", "needs", "wants"],
        except: emptyPurposes)

    private static let emptyPurposes: [String] =
        ["when", "whenever", "if", "when it is", "if it is", "when you are", "after being"].flatMap { time in
            callings.map { "\(time) \($0)" }
        } + ["for speed", "for efficiency", "for convenience", "for simplicity", "for reliability"]

    private static let callings = [
        "invoked", "called", "run", "executed", "started", "triggered", "activated", "asked", "asked to", "told",
        "needed", "requested", "used", "necessary",
    ]

    /// What people write where they have nothing to say, and the words around it: a text of nothing else names nothing.
    static let empty: Set<String> = [
        "n", "na", "none", "no", "yes", "todo", "tbd", "tba", "s", "dito", "ditto", "x", "xxx", "ok", "okay", "done",
        "a", "an", "the", "this", "that", "it", "itself", "is", "are", "all", "whole", "entire", "everything", "see",
        "look", "check", "read", "at", "in", "of", "for", "and", "above", "below", "here", "there", "evidence", "text",
        "result", "results", "output", "outputs", "file", "files", "document", "work", "page", "routine", "standard",
        "usual", "normal", "obvious", "self-evident", "inspection", "review", "reviewer", "visual", "manual",
        "manually",
    ]

    /// What a constraint that forbids nothing in particular is about.
    static let anything: Set<String> = [
        "constraint", "constraints", "restriction", "restrictions", "limit", "limits", "limitation", "limitations",
        "prohibition", "prohibitions", "rule", "rules", "requirement", "requirements", "special", "particular",
        "specific", "else", "other", "others", "further", "additional", "extra", "any", "anything", "something",
        "apply",
        "applies", "applicable", "needed", "required", "known", "there", "do", "does", "make", "makes", "be", "mistake",
        "mistakes", "error", "errors", "problem", "problems", "issue", "issues", "harm", "damage", "bug", "bugs", "bad",
        "wrong", "careless", "so", "far", "now", "yet", "moment",
    ]
}
