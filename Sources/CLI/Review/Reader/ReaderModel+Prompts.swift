import Domain

/// Short dialogues at the bottom of the screen. Nothing is preselected.
enum Prompt: Equatable {
    case search, goTo
    case criterion
    case answer(criterion: String)
    case reason(criterion: String, CriterionAnswer)
    case findingText
    case findingCause(text: String)
    case findingBlocks(text: String, FindingCause)

    /// One key answers it; the others take a line.
    var takesOneKey: Bool {
        switch self {
        case .answer, .findingCause, .findingBlocks: true
        case .search, .goTo, .criterion, .reason, .findingText: false
        }
    }
}

extension ReaderModel {
    mutating func ask(_ prompt: Prompt) {
        message = nil
        mode = .prompt(prompt, input: "")
    }

    mutating func type(_ key: Key, _ prompt: Prompt, _ input: String) -> [Effect] {
        switch key {
        case .escape:
            mode = .reading
            message = nil
        case .backspace: mode = .prompt(prompt, input: String(input.dropLast()))
        case .character(let character) where prompt.takesOneKey: return choose(character, prompt)
        case .character(let character): mode = .prompt(prompt, input: input + String(character))
        case .enter where !prompt.takesOneKey:
            mode = .reading
            message = nil
            return submit(prompt, input)
        default: break
        }
        return []
    }

    private mutating func submit(_ prompt: Prompt, _ input: String) -> [Effect] {
        switch prompt {
        case .search: return search(input.isEmpty ? lastSearch : input)
        case .goTo:
            guard let number = Int(input),
                let place = parts.firstIndex(where: { $0.summary.index == PartNames.index(number) })
            else {
                message = "There is no part \(input)."
                return []
            }
            return place == current ? [] : moveOn(to: place)
        case .criterion: chooseCriterion(input)
        case .reason(let criterion, let answer):
            sent = (prompt, input)
            return [.answer(criterion: criterion, answer, reason: input, selectedAnchor)]
        case .findingText:
            if input.isEmpty { message = "Nothing was recorded." } else { ask(.findingCause(text: input)) }
        case .answer, .findingCause, .findingBlocks: break
        }
        return []
    }

    /// By its number in the list, or by its id.
    private mutating func chooseCriterion(_ input: String) {
        let byNumber = Int(input).flatMap { review.criteria.indices.contains($0 - 1) ? review.criteria[$0 - 1] : nil }
        guard let criterion = review.criteria.first(where: { $0.id == input }) ?? byNumber else {
            message = "There is no criterion \(input)."
            return
        }
        ask(.answer(criterion: criterion.id))
    }

    private mutating func choose(_ letter: Character, _ prompt: Prompt) -> [Effect] {
        switch prompt {
        case .answer(let criterion):
            guard let answer = Choices.answers.first(where: { $0.key == letter })?.value else { return [] }
            ask(.reason(criterion: criterion, answer))
        case .findingCause(let text):
            guard let cause = Choices.causes.first(where: { $0.key == letter })?.value else { return [] }
            ask(.findingBlocks(text: text, cause))
        case .findingBlocks(let text, let cause):
            guard letter == "y" || letter == "n" else { return [] }
            sent = (.findingText, text)
            mode = .reading
            return [.find(text: text, cause, isBlocking: letter == "y", selectedAnchor)]
        case .search, .goTo, .criterion, .reason, .findingText: break
        }
        return []
    }

    enum Choices {
        static let answers: [(key: Character, value: CriterionAnswer, name: String)] = [
            ("p", .pass, "pass"), ("f", .fail, "fail"), ("c", .concern, "concern"), ("t", .cannotTell, "cannot tell"),
            ("n", .notApplicable, "not applicable"),
        ]
        static let causes: [(key: Character, value: FindingCause, name: String)] = [
            ("t", .template, "template"), ("c", .context, "context"), ("i", .input, "input"), ("o", .tool, "tool"),
            ("a", .agent, "agent"), ("m", .changedMind, "changed mind"),
        ]

        static func text<Value>(_ choices: [(key: Character, value: Value, name: String)]) -> String {
            choices.map { "\($0.key) \($0.name)" }.joined(separator: "   ")
        }
    }

    // MARK: Searching

    /// In this part from here on, then in the others that have been opened, then from the beginning. Without a capital
    /// letter, case does not matter.
    private mutating func search(_ wanted: String) -> [Effect] {
        guard !wanted.isEmpty, let layout else { return [] }
        lastSearch = wanted
        let ignoresCase = !wanted.contains { $0.isUppercase }
        func isHit(_ line: PartText.Line) -> Bool {
            (ignoresCase ? line.shown.lowercased() : line.shown).contains(wanted)
        }
        let start = hit.map { $0 + 1 } ?? layout.rows.dropFirst(top).compactMap(\.line).first ?? 0
        let lines = layout.part.lines
        if let line = lines.indices.dropFirst(start).first(where: { isHit(lines[$0]) }) {
            land(on: line)
            return []
        }
        for place in elsewhere {
            guard let served = parts[place].served,
                let line = PartText(served).lines.firstIndex(where: isHit)
            else { continue }
            let effects = moveOn(to: place)
            wantedLine = line
            return effects
        }
        if let line = lines.indices.prefix(start).first(where: { isHit(lines[$0]) }) {
            land(on: line)
        } else {
            message = "`\(wanted)` does not occur in the parts opened so far."
        }
        return []
    }

    mutating func land(on line: Int) {
        hit = line
        show(line: line)
    }
}
