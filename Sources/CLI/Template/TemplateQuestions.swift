import API
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
        try check(invocation)
        draft.objective =
            try invocation[TemplateNew.objective] ?? ask("What is to be achieved, in one sentence", invocation)
        draft.description =
            try invocation[TemplateNew.description] ?? ask("When would somebody use it (Use when …)", invocation)
        draft.useCase = try useCase(invocation)
        draft.inputs = try inputs(invocation)
        draft.kind = try kind(invocation)
        draft.output = try output(draft.kind ?? .document, invocation)
        draft.risk = try risk(invocation)
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

    /// What options say, before anything is asked or written.
    private static func check(_ invocation: Invocation) throws {
        if let typed = invocation[TemplateNew.useCase], !TemplateReader.isName(typed) {
            throw UsageFailure("\(typed) cannot be a use case: \(areaRule)")
        }
        if let typed = invocation[TemplateNew.output], let reason = FileSet.unsafety(ofPath: typed) {
            throw UsageFailure("--output \(typed): the path \(reason); name a file of the output's folder")
        }
    }

    /// By number where the team's policy can be asked, else by name: it may come into the policy later.
    private static func useCase(_ invocation: Invocation) throws -> String? {
        if let given = invocation[TemplateNew.useCase] { return given }
        guard invocation.terminal.isInputTerminal else { return nil }
        let approved = (try? invocation.call(Endpoints.useCaseList, path: invocation.teamPath()))?.items ?? []
        for (index, useCase) in approved.enumerated() {
            let line: Text = "  \(index + 1)  \(useCase.name): \(useCase.description)"
            invocation.terminal.writeError(line.plain + "\n")
        }
        let rule = approved.isEmpty ? areaRule : "a number of the list, or a name: \(areaRule)"
        let question = "Which approved use case covers it" + (approved.isEmpty ? "" : ", by number or name")
        return try ask(question, or: rule, invocation) { typed in
            if let number = Int(typed), !approved.isEmpty {
                return approved.indices.contains(number - 1) ? approved[number - 1].name : nil
            }
            return TemplateReader.isName(typed) ? typed : nil
        }
    }

    private static func inputs(_ invocation: Invocation) throws -> [TemplateDraft.Input] {
        var out: [TemplateDraft.Input] = []
        let rule = "letters, digits, _ and -, a letter first, and no name twice"
        let first = "An input that a dispatch gives, by name, or nothing"
        while let name = try ask(
            out.isEmpty ? first : another, or: rule, invocation,
            read: { typed in isInputName(typed) && !out.contains { $0.name == typed } ? typed : nil })
        {
            let types = TemplateDraft.Input.types.joined(separator: ", ")
            let type = try ask("Its type (\(types)); string if empty", or: "name one of these", invocation) {
                TemplateDraft.Input.types.contains($0) ? $0 : nil
            }
            let isNeeded = try ask("Is it needed (yes, no); yes if empty", or: "answer yes or no", invocation) {
                ["yes": true, "y": true, "no": false, "n": false][$0.lowercased()]
            }
            let description = try ask("What to enter, in which form", invocation)
            out.append(
                TemplateDraft.Input(
                    name: name, type: type ?? "string", isNeeded: isNeeded ?? true, description: description))
        }
        return out
    }

    private static func isInputName(_ typed: String) -> Bool {
        typed.first?.isLetter == true
            && typed.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
                default: false
                }
            }
    }

    private static func kind(_ invocation: Invocation) throws -> OutputKind? {
        try invocation[TemplateNew.kind]
            ?? ask(
                "What comes out (\(OutputKind.choices.joined(separator: ", ")))", or: "name one of these", invocation,
                read: OutputKind.init(rawValue:))
    }

    private static func output(_ kind: OutputKind, _ invocation: Invocation) throws -> String? {
        try invocation[TemplateNew.output]
            ?? ask(
                "In which file; \(TemplateDraft.file(of: kind)) if empty", or: "a path inside the output's folder",
                invocation
            ) { FileSet.unsafety(ofPath: $0) == nil ? $0 : nil }
    }

    private static func risk(_ invocation: Invocation) throws -> Risk {
        let choices = Risk.allCases.map(\.rawValue).joined(separator: ", ")
        return try invocation[TemplateNew.risk]
            ?? ask(
                "The harm that a wrong result can do (\(choices)); routine if empty", or: "name one of these",
                invocation,
                read: Risk.init(rawValue:)) ?? .routine
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
