import Domain

/// What a new template needs to be told: from options, else by asking at a terminal, else marked as missing.
enum TemplateQuestions {
    static func draft(_ invocation: Invocation) throws -> TemplateDraft {
        let isCopy = invocation[TemplateNew.from] != nil
        let typed =
            try invocation[TemplateNew.name] ?? ask("Name, as area/name, such as engineering/changelog", invocation)
        let parts = (typed ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.last, !name.isEmpty, parts.count <= 2 else {
            throw UsageFailure("NAME is missing: name the template, as area/name")
        }
        if let area = invocation[TemplateNew.area], parts.count == 2, parts[0] != area {
            throw UsageFailure("\(parts.joined(separator: "/")) names an area already; leave --area out")
        }
        var draft = TemplateDraft(
            area: try parts.dropLast().first ?? invocation[TemplateNew.area] ?? ask(
                "Area, such as engineering", invocation)
                ?? "general", name: name)
        if isCopy { return draft }
        draft.objective =
            try invocation[TemplateNew.objective] ?? ask("What is to be achieved, in one sentence", invocation)
        draft.description =
            try invocation[TemplateNew.description] ?? ask("When would somebody use it (Use when …)", invocation)
        draft.useCase = try invocation[TemplateNew.useCase] ?? ask("Which approved use case covers it", invocation)
        draft.kind = try invocation[TemplateNew.kind] ?? askKind(invocation)
        draft.output = invocation[TemplateNew.output]
        draft.risk = invocation[TemplateNew.risk] ?? .routine
        draft.criteria = try criteria(invocation)
        draft.constraints = invocation[TemplateNew.constraints]
        if draft.constraints.isEmpty {
            draft.constraints = try askMany("What must not be done", invocation)
        }
        return draft
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

    private static func askKind(_ invocation: Invocation) throws -> OutputKind? {
        while let answer = try ask("What comes out (\(OutputKind.choices.joined(separator: ", ")))", invocation) {
            if let kind = OutputKind(rawValue: answer) { return kind }
            invocation.terminal.writeError("That is none of them.\n")
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
