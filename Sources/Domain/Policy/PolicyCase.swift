/// A test case of a policy bundle: given these facts, when this is asked, expect that answer.
package struct PolicyCase: Hashable, Sendable {
    package let name: String
    package let given: Given
    package let event: Event
    package let expected: Expectation
    package let place: Place

    package init(name: String, given: Given, event: Event, expected: Expectation, place: Place) {
        self.name = name
        self.given = given
        self.event = event
        self.expected = expected
        self.place = place
    }

    package struct Given: Hashable, Sendable {
        package var template = "any-template"
        package var useCase: String?
        package var mode = Mode.dispatch
        package var risk = Risk.routine
        package var outputs: [OutputDeclaration] = []
        package var requester = PersonFacts(id: "requester", login: "requester", roles: [.member])
        /// Logins; a person's identifier is their login here.
        package var contributors: [String] = []
        package var policyEditors: [String] = []
        /// The people of the team, for a dispatch.
        package var people: [PersonFacts] = []
        /// How often the run has asked for the action already.
        package var earlierRequests = 0
        package var team = "any-team"
        package var taint = TaintSource.ofEveryRun
        package var trust = TrustRung.observe
        package var budgetUsedPercent: Int?
        /// What the clocks show, in whatever zone a rule asks about.
        package var now: LocalTime?

        package init() {}
    }

    package enum Event: Hashable, Sendable {
        case action(name: String, arguments: JSON)
        /// Whether this person may sign what the action is held for.
        case signature(action: String, arguments: JSON, signer: PersonFacts)
        case dispatch(level: PermissionLevel, actions: [String], tools: [String])

        /// The action that is asked for; nil for a dispatch.
        package var request: (action: String, arguments: JSON)? {
            switch self {
            case .action(let name, let arguments), .signature(let name, let arguments, _): (name, arguments)
            case .dispatch: nil
            }
        }
    }

    package enum Outcome: String, Sendable, CaseIterable {
        case allow, deny, hold
        case entitled
        case notEntitled = "not_entitled"
        case admitted, refused
    }

    package struct Expectation: Hashable, Sendable {
        package let outcome: Outcome
        /// Rules that must be among the reasons.
        package let rules: [String]
        /// Each must occur in what the answer says is missing.
        package let missing: [String]
        /// The code of a refused dispatch.
        package let code: FailureCode?

        package init(outcome: Outcome, rules: [String], missing: [String], code: FailureCode?) {
            self.outcome = outcome
            self.rules = rules
            self.missing = missing
            self.code = code
        }
    }
}

extension PolicyCase {
    /// The mappings of a case file.
    package enum Part: String, Sendable, CaseIterable {
        case policyCase = "a case"
        case given, when, dispatch, expect, now
        case person = "a person"
        case output = "an output"

        package var keys: [String] {
            switch self {
            case .policyCase: ["name", "given", "when", "expect"]
            case .given:
                [
                    "template", "use_case", "mode", "risk", "outputs", "requester", "contributors", "policy_editors",
                    "people", "earlier_requests", "team", "taint", "trust", "budget_used", "now",
                ]
            case .when: ["action", "arguments", "signer", "dispatch"]
            case .dispatch: ["level", "actions", "tools"]
            case .expect: ["outcome", "rule", "missing", "code"]
            case .now: ["day", "time"]
            case .person: ["login", "email", "roles", "teams", "competence"]
            case .output: ["path", "kind"]
            }
        }
    }
}

/// One file that a template says its output will have.
package struct OutputDeclaration: Hashable, Sendable {
    package let path: String
    package let kind: OutputKind

    package init(path: String, kind: OutputKind) {
        self.path = path
        self.kind = kind
    }
}
