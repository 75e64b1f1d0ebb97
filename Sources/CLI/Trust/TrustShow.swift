import API
import Decisions
import Domain

/// `countersign trust show`
enum TrustShow {
    static let template = OptionalArgument("TEMPLATE", "This one, with every class of actions that it may ask for.")

    static let command = Command(
        "show", "Show how far templates are trusted, and with what evidence.",
        description: """
            For each class of actions: the rung that counts now, why it is not the one that people promoted to, and of every \
            rung whether the evidence of today is met, or what is missing. An output counts as evidence when its approval has stood for a week without a confirmed defect. \
            Without TEMPLATE, every template that was ever on the ladder.
            """,
        arguments: [template],
        examples: [
            Example("countersign trust show release-notes", "What it may do, and what it takes for more."),
            Example("countersign trust show --json", "All of the team, for a script."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = try invocation[template].map { [("template", try invocation.wholeTemplate($0))] } ?? []
        let page = try invocation.allPages(Endpoints.trustShow, path: invocation.teamPath(), query: query)
        try invocation.show(page) { page in
            if page.items.isEmpty { return invocation.say("No template has been on the ladder yet.") }
            for (index, view) in page.items.enumerated() {
                if index > 0 { try invocation.print("") }
                try print(view, invocation)
            }
        }
    }

    private static let withoutActions =
        "It asks for no action, so it stands on no rung: rungs are about actions, and what it makes is reviewed in any case."

    /// One template: its evidence, and a block for each class.
    static func print(_ view: TemplateTrustView, _ invocation: Invocation) throws {
        let version = view.version.map { " version \($0)" } ?? ", which has no current version"
        try invocation.print("\(view.template, .bold)\(version): \(evidence(view))")
        try invocation.print(DefectText.waiting(view.reportedDefects, indent: "  "))
        if view.classes.isEmpty { try invocation.print("  \(withoutActions)") }
        for one in view.classes {
            let fallen: Text = one.promotedTo.map { $0 > one.rung ? " instead of \($0.rawValue)" : "" } ?? ""
            try invocation.print("  \(one.actionClass.rawValue, .bold): \(one.rung.rawValue)\(fallen)")
            for cause in one.causes { try invocation.print("    \("because", .bad) \(cause.text)") }
            for pin in one.pins {
                let why = pin.causes.map(\.text).joined(separator: "; ")
                let place = pin.project.map { " by project \($0)" } ?? ""
                try invocation.print(
                    "    pinned to \(pin.version)\(place): \(pin.rung.rawValue)"
                        + (why.isEmpty ? "" : ", because \(why)"))
            }
            try invocation.print(rungs(one))
        }
    }

    /// As the inbox and the team's report show it.
    static func fall(_ fall: TrustFallView, _ invocation: Invocation) -> [Text] {
        [
            "  \(fall.template, .bold), class \(fall.actionClass.rawValue): from \(fall.from.rawValue) to "
                + "\(fall.rung.rawValue), \(invocation.time(fall.at))"
        ] + fall.causes.map { "    \("because", .bad) \($0.text)" } + [
            "    \("countersign trust show \(fall.template)", .link)"
        ]
    }

    /// Every rung that this class can stand on, with what the evidence of today says of it.
    private static func rungs(_ one: TrustClassView) -> [Text] {
        one.rungs.map { view in
            let (rung, lack) = (view.rung, view.missing.joined(separator: "; "))
            let state = lack.isEmpty ? "met" : "not met: \(lack)"
            switch rung {
            case ...one.rung: return "    \(rung.rawValue): \(state)"
            case one.next: return "    \(rung.rawValue), next: \(state)\(lack.isEmpty ? "; it can be proposed" : "")"
            default: return "    \(rung.rawValue), later: \(state)"
            }
        } + (one.ceiling < .actSampled ? ["    \("nothing above it: a person signs each", .dim)"] : [])
    }

    private static func evidence(_ view: TemplateTrustView) -> String {
        guard let rate = view.defectRateAtMost else { return "no approved output has stood a week yet" }
        let verified = view.outputs - view.defects
        let outputs = verified == 0 ? "no output" : verified.counted("output")
        let defects = view.defects == 0 ? "" : ", \(view.defects) \(view.defects == 1 ? "has" : "have") one"
        // A share of all of them bounds nothing.
        let percent = Int((rate * 100).rounded())
        let bound = rate < 1 ? "at most \(percent) % defective" : "too few to bound the share of defects"
        return "\(outputs) stood \(TrustEvidence.settlingDays) days without a defect\(defects): \(bound)"
    }
}
