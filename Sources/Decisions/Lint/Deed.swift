import Domain

/// What a sentence has somebody do: a verb, and a few words later what it is done to, as in "dismiss the two weakest
/// employees" or "delete all orders in the production database".
struct Deed: Sendable {
    enum Kind: Hashable, Sendable {
        case decision, sharedState, sharedChange
        /// What cannot be undone.
        case payment, deletion, message, publication
    }

    let kind: Kind
    private let verbs: Phrases
    /// Nil for anything at all.
    private let objects: Phrases?
    /// So many words may stand between them.
    private let reach: Int
    /// If not empty, one of these leads to the object, and at most `Self.wayReach` words stand between: "to", "from".
    private let way: Set<String>
    /// Where one of these stands after the verb, something else is meant.
    private let barriers: Set<String>
    /// The same for a few words behind the object, too.
    private let harmless: Set<String>
    /// Of the object itself only.
    private let own: Set<String>
    /// If there, one of them stands a few words behind the object.
    private let fates: Phrases?

    private static let wayReach = 3
    /// What makes a thing of the verb before: "post views", "refund policy".
    private static let nouns = ["view", "views", "count", "counts", "title", "titles", "policy", "rate", "rates"]
    /// "Of" leads on after them: "each of the orders".
    private static let quantities: Set<String> = ["each", "all", "some", "any", "both", "most", "one"]
    private static let tail = 6
    /// After them something else is told.
    private static let joints: Set<String> = ["and", "or", "then", "but"]
    private static let anythingReach = 6
    /// What they stand for is not in their sentence, or not behind them; an article alone names nothing.
    private static let pronouns: Set<String> = [
        "it", "them", "this", "these", "those", "that", "one", "ones", "the", "a", "an", "all", "each", "any", "both",
        "again", "too", "also", "then", "there", "here", "first", "yourself", "only", "his", "her", "its", "their",
    ]
    /// What follows these is not the object of the verb any more.
    private static let ends: Set<String> = [
        "for", "to", "of", "in", "with", "from", "by", "and", "or", "that", "which", "on", "at", "as", "when", "if",
        "is", "are", "so", "than", "into", "without", "older", "newer", "longer", "within", "after", "before", "until",
        "under", "via",
    ]

    /// - Parameter parts: after an object they make another of it, as the "account page".
    /// - Parameter objects: nil for anything but what is harmless.
    init(
        _ kind: Kind, _ verbs: [String], _ objects: [String]?, reach: Int, way: Set<String> = [],
        parts: [String], barriers: Set<String>, harmless: Set<String> = [], own: Set<String> = [],
        fates: [String]? = nil
    ) {
        self.kind = kind
        let forms = verbs.flatMap(Self.forms)
        self.verbs = Phrases(forms, except: forms.flatMap { form in Self.nouns.map { "\(form) \($0)" } })
        self.objects = objects.map { all in
            Phrases(all, except: all.flatMap { object in parts.map { "\(object) \($0)" } })
        }
        self.reach = reach
        self.way = way
        self.barriers = barriers
        self.harmless = harmless
        self.own = own
        self.fates = fates.map { Phrases($0) }
    }

    /// By the first word of each verb: hardly any word is one, and each is looked up once.
    private static let byVerb: [String: [Deed]] = (PeopleDecision.all + WorldEffect.all).reduce(into: [:]) {
        all, deed in
        for word in deed.verbs.firstWords { all[word, default: []].append(deed) }
    }

    /// With the word at which each begins; those that are denied or only told of left out.
    static func all(in prose: Prose) -> [(kind: Kind, word: Int, phrase: String)] {
        prose.words.indices.compactMap { index in
            guard let deeds = byVerb[prose.words[index]] else { return nil }
            let sentence = prose.words[index..<prose.sentenceEnd(after: index)]
            let clause = sentence[..<prose.clauseEnd(after: index)]
            for deed in deeds where deed.isMeant(in: prose, at: index) {
                // Anything ends with its clause; what is looked for by name may stand behind a comma.
                let words = deed.objects == nil ? clause : sentence
                if let phrase = deed.phrase(in: words) { return (deed.kind, index, phrase) }
            }
            return nil
        }
    }

    // MARK: What it is done to

    /// - Parameter words: from the verb to the end of the sentence.
    private func phrase(in words: ArraySlice<String>) -> String? {
        guard let verb = verbs.longest(in: words), verb.counts else { return nil }
        let start = words.startIndex + verb.words.count
        guard let object = way.isEmpty ? object(in: words[start...], reach) : objectOfWay(in: words[start...]) else {
            return nil
        }
        let end = object.upperBound
        let tail = words[end...].prefix(Self.tail).prefix { objects != nil || !Self.joints.contains($0) }
        if words[start..<tail.endIndex].contains(where: harmless.contains)
            || words[object].contains(where: own.contains)
        {
            return nil
        }
        if let fates,
            !words[end...].prefix(Self.tail).indices.contains(where: { fates.longest(in: words[$0...]) != nil })
        {
            return nil
        }
        return words[..<end].joined(separator: " ")
    }

    private func object(in words: ArraySlice<String>, _ reach: Int) -> Range<Int>? {
        guard let objects else { return anything(in: words) }
        for index in words.indices.prefix(reach + 1) {
            if let object = objects.longest(in: words[index...]) {
                return object.counts ? index..<(index + object.words.count) : nil
            }
            let isPart =
                words[index] == "of" && words[words.startIndex..<index].last.map(Self.quantities.contains) == true
            if barriers.contains(words[index]), !isPart { return nil }
        }
        return nil
    }

    /// The words of what is named first; nil if nothing is, or only what was named before.
    private func anything(in words: ArraySlice<String>) -> Range<Int>? {
        var end = words.startIndex
        while end < words.endIndex, end - words.startIndex < Self.anythingReach, !endsAnything(words, at: end) {
            end += 1
        }
        let isNamed = words[words.startIndex..<end].contains { !Self.pronouns.contains($0) }
        return isNamed ? words.startIndex..<end : nil
    }

    private func endsAnything(_ words: ArraySlice<String>, at index: Int) -> Bool {
        let isPart = words[index] == "of" && words[words.startIndex..<index].last.map(Self.quantities.contains) == true
        return !isPart && (barriers.contains(words[index]) || Self.ends.contains(words[index]))
    }

    private func objectOfWay(in words: ArraySlice<String>) -> Range<Int>? {
        for index in words.indices.prefix(reach + 1) {
            if way.contains(words[index]), let object = object(in: words[(index + 1)...], Self.wayReach) {
                return object
            }
            if barriers.contains(words[index]) { return nil }
        }
        return nil
    }

    // MARK: Whether it is to be done

    private func isMeant(in prose: Prose, at index: Int) -> Bool {
        switch kind {
        case .sharedState: return !prose.isDenied(index)
        case .decision:
            let isExplained = prose.words[..<index].suffix(2).elementsEqual(["how", "to"])
            let isNoun = prose.words[..<index].last.map(Self.articles.contains) == true
            return !isExplained && !isNoun && !prose.isDenied(index)
        case .sharedChange, .payment, .deletion, .message, .publication:
            return prose.commands(index) && !prose.isForbidden(index)
        }
    }

    /// Before a noun: "the rate", "each score".
    private static let articles: Set<String> = ["the", "a", "an", "this", "that", "each", "every", "its", "their"]

    /// `lay off`, `lays off`.
    private static func forms(of verb: String) -> [String] {
        let parts = verb.split(separator: " ", maxSplits: 1).map(String.init)
        let ending = ["ss", "sh", "x"].contains(where: parts[0].hasSuffix) ? "es" : "s"
        return [verb, ([parts[0] + ending] + parts.dropFirst()).joined(separator: " ")]
    }
}

extension Deed.Kind {
    /// What a template asks for as an action: by the policy's classes, and by the names that people give to actions.
    static func asked(_ facts: LintFacts) -> Set<Deed.Kind> {
        let kinds = facts.template.actions.flatMap { name in
            of(facts.policy?.action(name)?.actionClass)
                + Prose.whole(name).words.flatMap { $0.split(separator: "-") }.flatMap { names[String($0)] ?? [] }
        }
        return Set(kinds)
    }

    private static func of(_ actionClass: ActionClass?) -> [Deed.Kind] {
        switch actionClass {
        case .communicate: [.message, .publication]
        case .pay: [.payment]
        case .publish: [.publication]
        case .delete: [.deletion]
        case .read, .write, .configure, .execute, nil: []
        }
    }

    private static let names: [String: [Deed.Kind]] = [
        "send": [.message], "notify": [.message, .publication], "mail": [.message], "email": [.message],
        "message": [.message, .publication], "tell": [.message], "reply": [.message], "invite": [.message],
        "publish": [.publication], "release": [.publication], "post": [.publication, .message],
        "upload": [.publication], "announce": [.publication, .message], "file": [.message, .publication],
        "submit": [.message, .publication], "pay": [.payment], "spend": [.payment], "refund": [.payment],
        "transfer": [.payment], "charge": [.payment], "order": [.payment], "buy": [.payment], "delete": [.deletion],
        "remove": [.deletion], "purge": [.deletion], "drop": [.deletion], "erase": [.deletion], "close": [.deletion],
        "cancel": [.deletion], "revoke": [.deletion],
    ]
}

extension Prose {
    fileprivate func sentenceEnd(after word: Int) -> Int {
        breaks[(word + 1)...].firstIndex(of: .sentence) ?? words.endIndex
    }

    fileprivate func clauseEnd(after word: Int) -> Int {
        breaks[(word + 1)...].firstIndex { $0 != .none } ?? words.endIndex
    }

    /// Whether a verb there tells whoever reads to do it: "Pay the bill", "then pay the bill", but not "what customers pay".
    fileprivate func commands(_ index: Int) -> Bool {
        let before = words[..<index].last ?? ""
        let isFollowed = words[(index + 1)...].first.map(Self.determiners.contains) == true
        // "Refunds" and "posts" are things as well.
        if words[index].hasSuffix("s") {
            return ["it", "agent"].contains(before) || (breaks[index] == .sentence && isFollowed)
        }
        switch breaks[index] {
        case .sentence: return true
        case .clause: return isFollowed
        case .none: break
        }
        if before == "to" { return words[..<(index - 1)].last.map(Self.obligations.contains) == true }
        return Self.leads.contains(before)
    }

    /// Whether the sentence forbids what it says there. What a condition denies is none of it: "if nothing is missing, pay".
    fileprivate func isForbidden(_ index: Int) -> Bool {
        let start = breaks[...index].lastIndex(of: .sentence) ?? 0
        let isCondition = ["if", "when", "once", "unless", "after", "as", "where"].contains(words[start])
        let first = isCondition ? breaks[start...index].dropFirst().firstIndex(of: .clause) ?? start : start
        return words[first..<index].contains(where: ["not", "never", "don't", "cannot", "mustn't"].contains)
            || words[..<index].suffix(2).contains(where: ["no", "nobody", "nothing", "without"].contains)
    }

    private static let determiners: Set<String> = [
        "the", "a", "an", "all", "each", "every", "it", "them", "this", "these", "those", "our", "their", "its", "any",
        "one", "old", "that", "his", "her", "your", "everything", "everybody", "everyone", "two", "three",
    ]
    private static let leads: Set<String> = [
        "and", "then", "or", "also", "please", "must", "should", "shall", "will", "you", "we", "finally", "first",
        "next", "afterwards", "now", "always", "directly", "automatically", "immediately", "run", "execute", "it",
        "agent",
    ]
    private static let obligations: Set<String> = ["is", "has", "have", "need", "needs", "task", "job", "agent", "you"]
}
