import Domain

extension Predicate {
    /// Answers the question for these facts and says what it saw. `effect` is the rule's: a permit wants every one of a
    /// request's several paths, kinds or recipients to fit; hold and forbid are met by one.
    func explain(_ facts: ActionFacts, effect: ApprovalRule.Effect) -> Explanation {
        switch self {
        case .fact(.taint, let allowed) where effect != .permit && facts.taint.contains(.unknownTool):
            explainUnseen(allowed, facts)
        case .fact(let name, let allowed): explain(name, allowed, facts, effect)
        case .argument(let name, let comparison):
            explain(name, comparison, facts.arguments[name], absent: "the argument \(name) is absent")
        case .amount(let comparison): explainAmount(comparison, facts)
        case .budget(let comparison):
            explain(
                "budget", comparison, facts.budgetUsedPercent.map { .integer(Int64($0)) },
                absent: "how much of its budget the run has used cannot be told")
        case .time(let window): explain(window, facts)
        }
    }

    /// Nobody saw what the run has read, so it may be what the rule is wary of.
    private func explainUnseen(_ allowed: [Glob], _ facts: ActionFacts) -> Explanation {
        let feared = TaintSource.allCases.filter { source in allowed.contains { $0.matches(source.rawValue) } }
        if feared.isEmpty {
            let wanted = allowed.map(\.description).joined(separator: " or ")
            return .predicate(self, .notHeld, text: "taint is unknown_tool, not \(wanted)")
        }
        if feared.contains(where: facts.taint.contains) {
            let found = feared.filter(facts.taint.contains).map(\.rawValue).joined(separator: ", ")
            return .predicate(self, .held, text: "taint is \(found)")
        }
        let texts = feared.map(\.rawValue).joined(separator: " or ")
        return .predicate(self, .held, text: "taint is unknown_tool, which may have read \(texts)")
    }

    private func explainAmount(_ comparison: Comparison, _ facts: ActionFacts) -> Explanation {
        guard let name = facts.action.amountArgument else {
            return .predicate(self, .notHeld, text: "\(facts.action.name) has no amount")
        }
        return explain("amount", comparison, facts.arguments[name], absent: "the amount (\(name)) is absent")
    }

    private func explain(_ window: TimeWindow, _ facts: ActionFacts) -> Explanation {
        guard let time = facts.localTimes[window.zone] else {
            return .predicate(
                self, .error, text: "the time in \(window.zone.text) cannot be told, and must be \(window.text)")
        }
        let held = window.contains(time)
        let began =
            held && window.closes < window.opens && time.minute < window.opens
            ? "in the window that began on \(time.day.before.title) at \(LocalTime.text(window.opens)) and ends at "
                + LocalTime.text(window.closes)
            : nil
        return .predicate(
            self, held ? .held : .notHeld,
            text: "it is \(time) in \(window.zone.text), \(began ?? (held ? "" : "not ") + window.text)")
    }

    private func explain(_ name: FactName, _ allowed: [Glob], _ facts: ActionFacts, _ effect: ApprovalRule.Effect)
        -> Explanation
    {
        let wanted = allowed.map(\.description).joined(separator: " or ")
        guard let values = facts.values(name) else {
            return .predicate(self, .error, text: "\(name.rawValue) cannot be told, and must be \(wanted)")
        }
        let fitting = values.filter { value in allowed.contains { $0.matches(value) } }
        let needsAll = name.isCollective && effect == .permit
        if !fitting.isEmpty && (!needsAll || fitting.count == values.count) {
            return .predicate(self, .held, text: "\(name.rawValue) is \(fitting.joined(separator: ", "))")
        }
        if values.isEmpty { return .predicate(self, .notHeld, text: "\(name.rawValue) is nothing, not \(wanted)") }
        let unfit = values.filter { !fitting.contains($0) }.joined(separator: ", ")
        return .predicate(self, .notHeld, text: "\(name.rawValue) is \(unfit), not \(wanted)")
    }

    private func explain(_ name: String, _ comparison: Comparison, _ value: JSON?, absent: String) -> Explanation {
        guard let value else { return .predicate(self, .error, text: "\(absent), and must be \(comparison.text)") }
        let shown = value.string ?? value.canonical
        return switch comparison.holds(for: value) {
        case true?: .predicate(self, .held, text: "\(name) is \(shown), \(comparison.text)")
        case false?: .predicate(self, .notHeld, text: "\(name) is \(shown), not \(comparison.text)")
        case nil: .predicate(self, .error, text: "\(name) is \(shown) and cannot be compared: \(comparison.text)")
        }
    }
}

extension TimeWindow {
    /// `on monday to friday from 09:00 to 17:00`: fits after "not".
    var text: String {
        let open = Weekday.allCases.filter(days.contains)
        let isRun = open.count > 2 && (open.last?.iso ?? 0) - (open.first?.iso ?? 0) == open.count - 1
        let names =
            isRun
            ? [open.first, open.last].compactMap { $0?.title }.joined(separator: " to ")
            : open.map(\.title).joined(separator: ", ")
        return opens == closes
            ? "on \(names)" : "on \(names) from \(LocalTime.text(opens)) to \(LocalTime.text(closes))"
    }
}

extension Comparison {
    /// `at most 50`, `one of EUR, USD`: fits after "is" and after "not".
    var text: String {
        func shown(_ value: JSON) -> String { value.string ?? value.canonical }
        return switch self {
        case .equals(let value): "exactly \(shown(value))"
        case .oneOf(let values): "one of \(values.map(shown).joined(separator: ", "))"
        case .matches(let globs): "like \(globs.map(\.description).joined(separator: " or "))"
        case .number(let relation, let limit): "\(relation.text) \(limit.canonical)"
        }
    }

    /// Nil when the value is of a type that cannot be compared so.
    func holds(for value: JSON) -> Bool? {
        switch self {
        case .equals(let wanted): return same(value, wanted)
        case .oneOf(let wanted): return wanted.contains { same(value, $0) }
        case .matches(let globs):
            guard let text = value.string else { return nil }
            return globs.contains { $0.matches(text) }
        case .number(let relation, let limit):
            guard let order = Self.order(value, limit) else { return nil }
            return relation.holds(order)
        }
    }

    /// By canonical bytes: 1 is 1.0, and texts that differ in any code point differ.
    private func same(_ left: JSON, _ right: JSON) -> Bool { Array(left.canonical.utf8) == Array(right.canonical.utf8) }

    /// -1, 0 or 1. Whole numbers are compared exactly, beyond what a double can hold.
    private static func order(_ left: JSON, _ right: JSON) -> Int? {
        if case .integer(let left) = left, case .integer(let right) = right {
            return left < right ? -1 : left > right ? 1 : 0
        }
        guard let left = left.double, let right = right.double, !left.isNaN, !right.isNaN else { return nil }
        return left < right ? -1 : left > right ? 1 : 0
    }
}

extension Comparison.Relation {
    fileprivate func holds(_ order: Int) -> Bool {
        switch self {
        case .atMost: order <= 0
        case .atLeast: order >= 0
        case .above: order > 0
        case .below: order < 0
        }
    }
}
