import Domain
import Formats

/// What a new template needs to be told: from options, else by asking at a terminal, else marked as missing.
enum TemplateQuestions {
    static func draft(_ invocation: Invocation) throws -> TemplateDraft {
        let isCopy = invocation[TemplateNew.from] != nil
        let place = try place(invocation)
        let given = invocation[TemplateNew.area]
        if let given, !TemplateReader.isName(given) { throw UsageFailure("\(given) cannot be an area: \(areaRule)") }
        if let given, let named = place.area, named != given {
            throw UsageFailure("\(named)/\(place.name) names an area already; leave --area out")
        }
        let area =
            try place.area ?? given
            ?? ask("Area, such as engineering", or: areaRule, invocation) {
                TemplateReader.isName($0) ? $0 : nil
            }
        var draft = TemplateDraft(area: area ?? "general", name: place.name)
        if isCopy { return draft }
        draft.objective =
            try invocation[TemplateNew.objective] ?? ask("What is to be achieved, in one sentence", invocation)
        draft.description =
            try invocation[TemplateNew.description] ?? ask("When would somebody use it (Use when …)", invocation)
        draft.useCase = try invocation[TemplateNew.useCase] ?? ask("Which approved use case covers it", invocation)
        draft.kind =
            try invocation[TemplateNew.kind]
            ?? ask(
                "What comes out (\(OutputKind.choices.joined(separator: ", ")))", or: "name one of these", invocation,
                read: OutputKind.init(rawValue:))
        draft.output = invocation[TemplateNew.output]
        draft.risk = invocation[TemplateNew.risk] ?? .routine
        draft.criteria = try criteria(invocation)
        draft.constraints = invocation[TemplateNew.constraints]
        if draft.constraints.isEmpty {
            draft.constraints = try askMany("What must not be done", invocation)
        }
        return draft
    }

    private static let areaRule = "1 to 64 of a-z, 0-9 and single hyphens"
    private static let placeRule = "NAME or area/NAME, each \(areaRule)"

    private static func place(_ invocation: Invocation) throws -> (area: String?, name: String) {
        if let typed = invocation[TemplateNew.name] {
            guard let place = place(typed) else { throw UsageFailure("\(typed) cannot be a name: \(placeRule)") }
            return place
        }
        let question = "Name, as area/name, such as engineering/changelog"
        guard let place = try ask(question, or: placeRule, invocation, read: place) else {
            throw UsageFailure("NAME is missing: name the template, as area/name")
        }
        return place
    }

    private static func place(_ typed: String) -> (area: String?, name: String)? {
        let parts = typed.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.last, parts.count <= 2, parts.allSatisfy(TemplateReader.isName) else { return nil }
        return (parts.dropLast().first, name)
    }

    private static func criteria(_ invocation: Invocation) throws -> [TemplateDraft.Criterion] {
        let texts = invocation[TemplateNew.criteria]
        let evidence = invocation[TemplateNew.evidence]
        guard evidence.count <= texts.count else {
            throw UsageFailure("each --evidence belongs to a --criterion: there are \(texts.count) criteria")
        }
        if !texts.isEmpty {
            return texts.enumerated().map { index, text in
                TemplateDraft.Criterion(text: text, evidence: index < evidence.count ? evidence[index] : nil)
            }
        }
        var out: [TemplateDraft.Criterion] = []
        while let text = try ask(out.isEmpty ? "How can anybody tell that it was done well" : another, invocation) {
            out.append(
                TemplateDraft.Criterion(
                    text: text, evidence: try ask("What does a reviewer quote to show it", invocation)))
        }
        return out
    }

    // MARK: Asking

    private static let another = "Another one, or nothing"

    /// Nil where there is nobody to ask, or no answer.
    private static func ask(_ question: String, _ invocation: Invocation) throws -> String? {
        guard invocation.terminal.isInputTerminal else { return nil }
        invocation.terminal.writeError("\(Text(question).plain): ")
        guard let line = try invocation.terminal.readLine() else { return nil }
        let answer = line.trimmed
        return answer.isEmpty ? nil : answer
    }

    private static func askMany(_ question: String, _ invocation: Invocation) throws -> [String] {
        var answers: [String] = []
        while let answer = try ask(answers.isEmpty ? question : another, invocation) {
            answers.append(answer)
        }
        return answers
    }

    /// Asks until the answer can be read.
    private static func ask<Answer>(
        _ question: String, or rule: String, _ invocation: Invocation, read: (String) -> Answer?
    ) throws -> Answer? {
        while let typed = try ask(question, invocation) {
            if let answer = read(typed) { return answer }
            invocation.terminal.writeError("\(Text(typed).plain) is not possible: \(rule)\n")
        }
        return nil
    }
}

extension String {
    fileprivate var trimmed: String {
        let rest = drop(while: \.isWhitespace)
        return String(rest.reversed().drop(while: \.isWhitespace).reversed())
    }
}
