import Domain

/// What a sentence says that speaks against handing the task over: it needs company, depends on other work, changes what
/// others change, decides about people, or is over at once.
struct TaskTie {
    let course: DispatchAdvice.Course
    /// Of the text, from 0.
    let line: Int
    let message: String

    /// - Parameter asked: of what cannot be undone, what the task asks for as an action.
    static func all(in prose: Prose, asked: Set<Deed.Kind> = []) -> [TaskTie] {
        var seen: Set<String> = []
        let said = prose.said(of: phrases).compactMap { phrase, word in
            prose.isDenied(word)
                ? nil
                : groups.first { $0.phrases.contains(phrase) }.map { (word, phrase, $0.course, $0.meaning) }
        }
        let done = Deed.all(in: prose).filter { !asked.contains($0.kind) }.map { kind, word, phrase in
            (word, phrase, kind.course, kind.meaning)
        }
        return (said + done).sorted { $0.0 < $1.0 }.filter { seen.insert($0.1).inserted }.map {
            word, phrase, course, meaning in
            TaskTie(course: course, line: prose.lines[word], message: "\"\(phrase)\" \(meaning)")
        } + moments(in: prose)
    }

    private struct Group {
        let phrases: Set<String>
        let course: DispatchAdvice.Course
        let meaning: String
    }

    private static let groups = [
        Group(phrases: Set(company), course: .cowork, meaning: "needs somebody who is there"),
        Group(phrases: Set(otherWork), course: .cowork, meaning: "depends on other work"),
        Group(phrases: Set(sharedState), course: .cowork, meaning: "is what others change, too"),
        Group(phrases: Set(sharedChanges), course: .cowork, meaning: "changes what others change, too"),
    ]

    /// Telling how something is done does not do it.
    private static let phrases = Phrases(
        groups.flatMap(\.phrases), except: sharedChanges.map { "how to \($0)" })

    private static let company: [String] = [
        "together with", "interactively", "in dialogue", "in dialog", "discuss", "pair with", "step by step with",
        "wait for feedback", "wait for the author", "wait for the requester", "wait for me", "wait for us",
        "wait for approval", "ask after each", "ask after every", "ask before", "ask first", "ask me", "ask us",
        "confirm each", "confirm with", "check with me", "check with us", "check with the", "check in with",
        "checks in with", "check back with", "coordinate with", "consult with", "agree with the", "with me",
        "my approval", "my okay", "ask the author", "ask the requester", "ask the reviewer", "ask the user",
        "ask the customer", "ask the owner", "ask the team",
    ]

    private static let otherWork: [String] =
        ["wait for", "wait until"].flatMap { wait in
            ["the result", "the results", "the other", "another", "other", "the nightly", "the job", "the build"].map {
                "\(wait) \($0)"
            }
        } + [
            "another run", "the other run", "other runs", "a previous run", "the previous run", "the parallel run",
            "another agent", "the other agent", "other agents",
        ]

    private static let sharedState: [String] =
        ["others", "other people", "everybody", "everyone"].flatMap { who in
            ["edit", "edits", "change", "changes", "write to", "writes to"].map { "\(who) \($0)" }
        } + ["others also edit", "others also change", "while others", "at the same time as others"]

    /// Every first with every second.
    private static func pairs(_ first: [String], _ second: [String]) -> [String] {
        first.flatMap { start in second.map { "\(start) \($0)" } }
    }

    /// "The" and the like keep a noun apart: "the deploy log", "the migration guide".
    private static let sharedChanges: [String] = [
        pairs(
            ["deploy", "deploys", "migrate", "migrates", "roll out", "rolls out", "roll back", "rolls back"],
            ["to", "the", "it", "this", "them", "a", "all", "each", "every", "our"]),
        pairs(
            ["merge", "merges"],
            [
                "the branch", "the branches", "the pull", "pull requests", "the pr", "it into main", "into main",
                "to main",
            ]),
        ["push to", "pushes to", "force-push", "run the migration", "run the migrations", "runs the migrations"],
    ].flatMap(\.self)

    // MARK: How long it takes

    /// Below this reviewing takes as long as doing, and describing comes on top.
    private static let fewestMinutes = 10
    private static let numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    private static let hedges: Set<String> = [
        "about", "around", "roughly", "only", "just", "some", "under", "than", "less", "more", "no", "at", "most", "a",
        "an", "of", "couple", "few", "up", "to",
    ]
    private static let verbs: Set<String> = ["takes", "take", "needs", "need", "lasts"]
    private static let subjects: Set<String> = [
        "it", "this", "that", "which", "task", "work", "job", "all", "everything",
    ]
    private static let auxiliaries: Set<String> = ["should", "will", "would", "may", "can", "must", "usually", "only"]

    /// "It takes two minutes."
    private static func moments(in prose: Prose) -> [TaskTie] {
        prose.words.indices.filter { isMoment(prose.words, $0) }.prefix(1).map { index in
            TaskTie(
                course: .keep, line: prose.lines[index],
                message:
                    "it says that it takes less than \(fewestMinutes) minutes: reviewing it takes as long as doing it")
        }
    }

    private static func isMoment(_ words: [String], _ unit: Int) -> Bool {
        guard ["minute", "minutes", "min", "mins", "second", "seconds"].contains(words[unit]) else { return false }
        let before = words[..<unit]
        let verb = before.suffix(8).lastIndex { verbs.contains($0) } ?? unit
        let amount = before[min(verb + 1, unit)...]
        guard verb < unit, amount.allSatisfy({ hedges.contains($0) || number($0) != nil }) else { return false }
        let isShort = words[unit].hasPrefix("sec") || amount.compactMap(number).allSatisfy { $0 < fewestMinutes }
        return isShort && before[..<verb].last { !auxiliaries.contains($0) }.map(subjects.contains) == true
    }

    private static func number(_ word: String) -> Int? {
        Int(word) ?? numbers.firstIndex(of: word) ?? (word.contains { $0.isNumber } ? fewestMinutes : nil)
    }
}

extension Deed.Kind {
    fileprivate var course: DispatchAdvice.Course {
        switch self {
        case .sharedState, .sharedChange: .cowork
        case .decision, .payment, .deletion, .message, .publication: .keep
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .decision: "decides about people, and a person answers for that"
        case .sharedState: "is what others change, too"
        case .sharedChange: "changes what others change, too"
        case .payment, .deletion, .message, .publication:
            "has an effect in the world that cannot be undone: ask for it as an action (`actions`), which a person signs, "
                + "or keep it"
        }
    }
}
