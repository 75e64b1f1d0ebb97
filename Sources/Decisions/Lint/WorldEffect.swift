/// Sentences that have an agent change what others use, or do what cannot be undone: pay, delete, send, publish.
enum WorldEffect {
    static let all = payments + deletions + messages + publications + shared

    // MARK: Pay

    private static let payments = [
        deed(.payment, ["pay", "pay out", "disburse", "settle", "remit"], debts + money, reach: 3),
        deed(.payment, ["pay", "reimburse"], creditors, reach: 3),
        deed(.payment, ["wire", "transfer", "remit", "disburse"], money + currencies, reach: 3),
        deed(.payment, ["buy", "order", "purchase"], ["supplier", "vendor", "shop"], reach: 6, way: ["from", "at"]),
        deed(.payment, ["buy", "purchase", "spend"], ["ads", "advertising"] + currencies, reach: 4),
        deed(.payment, ["refund", "reimburse", "charge", "debit"], buyers + money, reach: 3),
        deed(.payment, ["issue"], ["refund", "refunds", "credit note", "credit notes"], reach: 3),
        deed(.payment, ["buy", "purchase"], nil, own: Set(parts + trade)),
        deed(.payment, ["order"], goods, reach: 3, harmless: sorting),
        deed(.payment, ["order"], amounts, reach: 0, harmless: sorting),
        deed(.payment, ["book"], ["flight", "flights", "hotel", "hotels", "room", "rooms", "trip"], reach: 3),
        deed(.payment, ["place"], ["order", "orders", "bid", "bids"], reach: 2),
        deed(.payment, ["sign"], ["contract", "contracts", "agreement", "agreements"], reach: 3),
    ]
    private static let money = [
        "money", "funds", "payment", "payments", "euros", "dollars", "deposit", "amount due", "balance due",
    ]
    private static let currencies = ["eur", "euro", "usd", "gbp", "chf", "dollar"]
    private static let debts = [
        "invoice", "invoices", "bill", "bills", "fee", "fees", "fine", "fines", "salaries", "wages", "rent",
    ]
    private static let creditors = plurals(["supplier", "vendor", "contractor", "freelancer", "employee", "creditor"])
    private static let buyers =
        plurals(["customer", "client", "buyer", "guest", "subscriber", "purchase", "order", "credit card"])
    private static let goods = plurals([
        "licence", "license", "domain", "laptop", "computer", "server", "phone", "monitor", "chair", "desk", "meal",
    ])
    /// What is ordered in such an amount is bought: what is sorted is there, and has an article.
    private static let amounts =
        ["a", "an", "another", "some", "more", "enough", "dozen", "two", "three", "four", "five", "six"]
        + ["seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty"]
        + ["hundred", "thousand"] + (1...1_000).map(String.init)
    private static let sorting: Set<String> = [
        "by", "alphabetically", "chronologically", "ascending", "descending", "sorted", "oldest", "newest", "rows",
        "lines", "items", "entries", "columns", "sections",
    ]
    /// Words behind "purchase" that make a noun of it.
    private static let trade = ["order", "orders", "price", "prices", "history", "amount", "amounts", "data", "button"]

    // MARK: Delete

    private static let deletions = [
        deed(.deletion, erasures, records, reach: 3, harmless: copies),
        deed(
            .deletion, erasures + ["remove", "overwrite", "reset"], production, reach: 9,
            way: ["in", "on", "from", "of"],
            harmless: copies),
        deed(
            .deletion, erasures + ["remove"], stores, reach: 9, way: ["in", "on", "from", "of"], harmless: rehearsals),
        deed(.deletion, erasures, ["every file", "each file"] + whole, reach: 0, harmless: rehearsals),
        deed(.deletion, ["delete", "erase", "purge", "wipe", "destroy"], nil, harmless: copies, own: ownWork),
        deed(.deletion, erasures + ["reset", "shut down"], systems, reach: 2, harmless: copies),
        deed(.deletion, ["close", "remove"], plurals(["account", "user account", "customer account"]), reach: 2),
        deed(
            .deletion, ["cancel"],
            plurals(["subscription", "order", "contract", "booking", "reservation", "appointment"]), reach: 3),
        deed(.deletion, ["empty"], ["trash", "recycle bin", "bucket"], reach: 1, harmless: copies),
        deed(.deletion, ["roll back", "restart"], ["production", "prod", "live system", "live site"], reach: 2),
        deed(.deletion, ["reset"], plurals(["password", "account"]), reach: 2),
        deed(.deletion, ["ban", "block", "lock out"], plurals(["user", "customer", "member", "account"]), reach: 2),
        deed(.deletion, ["grant"], ["rights", "access", "permission", "permissions"], reach: 3),
        deed(.deletion, ["revoke"], ["access", "keys", "tokens", "certificates", "certificate"], reach: 3),
    ]
    private static let erasures = ["delete", "drop", "truncate", "erase", "purge", "wipe", "destroy"]
    private static let records =
        plurals([
            "invoice", "order", "customer", "account", "user", "backup", "mailbox", "database", "contract", "payment",
            "customer record", "customer file", "bucket",
        ]) + ["repository", "repositories", "mailboxes", "customer data", "orders table"]
    private static let systems = ["production database", "production server", "production system", "live database"]
    private static let production = [
        "production", "prod", "live system", "live database", "live shop", "live site", "live server",
    ]
    /// What is the agent's own, or told of only.
    private static let copies: Set<String> = [
        "copy", "copies", "csv", "draft", "list", "lists", "report", "output", "text", "file", "sheet", "result",
        "results", "summary", "export", "column", "page", "notes", "test", "tests", "fixture", "fixtures", "sample",
        "staging", "example", "examples", "dry-run", "sandbox",
    ]

    /// Where others keep what they need.
    private static let stores =
        plurals([
            "archive", "server", "disk", "drive", "database", "mailbox", "backup", "bucket", "cloud", "crm",
            "warehouse",
        ]) + ["mailboxes", "inbox", "storage"]
    private static let whole = ["all rows", "all the rows", "every row", "all records", "all entries", "everything"]
        .flatMap { all in ["of", "in", "from"].map { "\(all) \($0)" } }
    private static let rehearsals: Set<String> = [
        "copy", "copies", "draft", "output", "test", "tests", "fixture", "fixtures", "sample", "staging", "example",
        "examples", "dry-run", "sandbox", "empty", "blank", "duplicate", "duplicates", "csv", "md", "markdown",
        "document", "report", "summary", "notes", "text", "page",
    ]
    /// What a task makes or mends itself: parts of texts and programs.
    private static let ownWork: Set<String> = Set(
        parts
            + plurals([
                "blank", "space", "duplicate", "word", "sentence", "paragraph", "comment", "import", "character",
                "heading", "cell", "value", "item", "bullet", "typo", "placeholder", "note", "mark", "link", "footnote",
                "variable", "parameter", "argument", "method", "bracket", "comma", "tag", "slide", "chapter", "clause",
                "phrase", "passage", "quote", "statement", "attribute", "element", "cache", "header", "footer",
                "caption",
                "label", "symbol", "digit", "letter", "prefix", "suffix", "zero", "step", "chart", "image", "figure",
            ]) + [
                "whitespace", "dead", "trailing", "leading", "blank", "empty", "duplicated", "temporary", "temp", "tmp",
                "scratch", "intermediate", "generated", "nothing", "prefixes", "suffixes", "punctuation", "markup",
                "formatting", "wording", "own", "copied", "boilerplate", "entries", "entry", "clutter", "filler",
            ])

    // MARK: Send

    private static let messages = [
        deed(.message, ["send", "forward", "mail", "email", "e-mail"], nil, reach: 9, way: ["to"], own: machines),
        deed(.message, ["send"], ["mail", "email", "e-mail", "post", "fax", "courier"], reach: 6, way: ["by", "via"]),
        deed(
            .message, ["mail", "email", "e-mail"], ["the", "all", "every", "each", "our", "their", "his", "her"],
            reach: 0),
        deed(.message, ["send", "forward", "mail", "email", "e-mail"], recipients, reach: 9, way: ["to"]),
        deed(.message, ["send"], letters, reach: 3),
        deed(
            .message, ["mail", "email", "e-mail", "notify", "message", "text", "invite", "phone"], recipients,
            reach: 2),
        deed(
            .message, ["send"], recipients.flatMap { to in ["a", "an", "the", "their"].map { "\(to) \($0)" } }, reach: 2
        ),
        deed(
            .message, ["reply to", "respond to", "write to", "answer to"], recipients, reach: 2,
            harmless: ["draft", "drafts"]),
        deed(.message, ["submit", "file"], ["tax return", "tax returns", "complaint", "claim", "claims"], reach: 3),
        deed(
            .message, ["submit", "report"], ["authorities", "authority", "tax office", "court", "regulator", "police"],
            reach: 6, way: ["to"]),
    ]
    private static let recipients =
        plurals([
            "customer", "client", "supplier", "vendor", "subscriber", "applicant", "candidate", "prospect",
            "journalist", "partner", "recipient", "guest", "tenant", "patient", "parent", "employee", "user", "buyer",
            "sender",
        ]) + ["press", "everybody", "everyone", "authorities", "mailing list", "whole company", "public"]
    /// Where something is sent to without anybody getting it.
    private static let machines: Set<String> = Set(
        plurals([
            "file", "folder", "function", "method", "handler", "parser", "queue", "log", "list", "end", "top",
            "bottom", "step", "endpoint", "api", "socket", "port", "buffer", "stream", "clipboard", "requester",
            "reviewer", "table", "column", "row", "page", "stage", "model", "agent",
            "module", "class", "program", "script", "process", "slash", "standard",
        ]) + ["output", "stdout", "stderr", "console", "back", "next", "yourself", "backslashes"])
    private static let letters =
        plurals([
            "mail", "email", "e-mail", "newsletter", "invoice", "letter", "reminder", "sms", "text message", "offer",
        ])

    // MARK: Publish

    private static let publications = [
        deed(
            .publication, ["publish"], ["the", "it", "them", "this", "these", "our", "a", "an", "all", "each"],
            reach: 0,
            harmless: ownFolder),
        deed(
            .publication, ["publish", "post", "share", "announce", "upload", "put", "release"], stages, reach: 9,
            way: ["on", "to", "in"], harmless: ownFolder),
        deed(.publication, ["tweet"], ["the", "it", "a", "about", "each"], reach: 0),
        deed(
            .publication, ["release", "ship"], ["production", "customers", "public", "users"], reach: 6, way: ["to"]),
    ]
    private static let stages = [
        "website", "site", "blog", "homepage", "internet", "app store", "registry", "npm", "pypi", "channel",
        "channels", "slack", "twitter", "linkedin", "facebook", "instagram", "mastodon", "social media", "forum",
        "newsletter",
    ]
    private static let ownFolder: Set<String> = ["draft", "drafts", "output", "folder"]

    // MARK: Share

    private static let shared = [
        Deed(.sharedState, ["shared"], sharedPlaces, reach: 2, parts: [], barriers: barriers.union(codeWords)),
        deed(.sharedChange, changes, teamPlaces, reach: 4, harmless: ["copy", "draft", "csv", "export", "proposal"]),
        deed(
            .sharedChange, changes + ["add", "append", "write", "enter", "insert", "put"], teamPlaces + production,
            reach: 9,
            way: ["in", "into", "on", "to"], harmless: ["copy", "draft", "csv", "export", "proposal"]),
        deed(
            .sharedChange, ["push"], ["main", "master", "production", "origin", "remote", "upstream"], reach: 6,
            way: ["to"]),
    ]
    private static let changes = ["update", "edit", "change", "modify", "fill in", "maintain"]
    private static let sharedPlaces = [
        "spreadsheet", "sheet", "document", "doc", "file", "folder", "drive", "page", "wiki", "calendar", "board",
        "backlog", "database", "table", "list", "inbox", "mailbox", "branch", "environment", "account", "state",
    ]
    private static let teamPlaces = [
        "wiki", "google sheet", "google sheets", "google doc", "google docs", "crm", "confluence", "sharepoint",
        "team's calendar", "team calendar", "team's board", "team board", "team's page", "jira",
    ]
    private static let codeWords: Set<String> = [
        "library", "libraries", "code", "memory", "module", "modules", "function", "functions", "type", "types",
        "component", "header", "helper",
    ]

    // MARK: Words

    private static func deed(
        _ kind: Deed.Kind, _ verbs: [String], _ objects: [String]?, reach: Int = 0, way: Set<String> = [],
        harmless: Set<String> = [], own: Set<String> = []
    ) -> Deed {
        Deed(
            kind, verbs, objects, reach: reach, way: way, parts: parts, barriers: way.isEmpty ? barriers : stops,
            harmless: harmless, own: own)
    }

    /// Of a form, a file or a program that is about such things.
    private static let parts = [
        "field", "fields", "column", "columns", "key", "keys", "date", "dates", "number", "numbers", "id", "ids",
        "name", "names", "list", "lists", "report", "reports", "class", "type", "types", "code", "test", "tests",
        "function", "functions", "text", "texts", "line", "lines", "row", "rows", "build", "builds", "plan", "policy",
        "template", "templates", "parser", "syntax", "count", "counts", "total", "totals", "story", "stories",
        "segment", "segments", "section", "sections", "flag", "flags", "object", "objects",
    ]
    /// What is sent to those who asked stays inside, and nobody gets what nobody is sent.
    private static let stops: Set<String> = ["us", "me", "nobody", "nothing", "no", "not", "never"]
    /// What follows them is no longer the object of the verb.
    private static let barriers: Set<String> = stops.union([
        "for", "to", "of", "in", "with", "from", "by", "and", "or", "that", "which", "on", "at", "as", "when", "if",
        "is", "are", "so", "than", "into", "attention", "without",
    ])

    private static func plurals(_ nouns: [String]) -> [String] { nouns.flatMap { [$0, $0 + "s"] } }
}
