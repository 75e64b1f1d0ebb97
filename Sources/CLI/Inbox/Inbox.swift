import API
import Domain

/// `countersign inbox`
enum Inbox {
    static let all = Flag("all", "Every draft of a template, however many there are.")

    static let command = Command(
        "inbox", "What waits for you, each with the next command.",
        description:
            "Reviews, questions of agents, actions, offers to act for somebody, team context, templates. Reviews say how long they take to read, as planned.",
        options: [all],
        examples: [
            Example("countersign inbox", "What is there to do?"),
            Example("countersign inbox --all", "After somebody has pushed a whole library."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.inboxShow, path: invocation.teamPath())) { inbox in
            let open = inbox.actions.filter { $0.state != .indeterminate }
            let unclear = inbox.actions.filter { $0.state == .indeterminate }
            let groups =
                [
                    group("Actions that wait for a yes or no", open.map { action($0, invocation) }),
                    group("Effects that nobody can vouch for", unclear.map(indeterminate)),
                    group("Questions of agents", inbox.questions.map { question($0, invocation) }),
                    group("People who ask you to act for somebody", inbox.delegations.map { offer($0, invocation) }),
                    group("Outputs that lack reviewers", inbox.shortages.map { shortage($0, invocation) }),
                    group("Team context that waits for a second person", inbox.context.map(proposal)),
                    group("Template drafts that wait for a second person", drafts(inbox.drafts, invocation)),
                    group("Moves of labels that wait for a second person", inbox.labels.map { move($0, invocation) }),
                    group("Policies that wait for another admin", inbox.policies.map(policy)),
                    group("Steps of trust that wait for another admin", inbox.trust.map(trust)),
                    group("Trust that fell", inbox.falls.map { TrustShow.fall($0, invocation) }),
                    group(
                        "Reported defects that wait for your judgement",
                        inbox.reportedDefects.map { DefectText.task($0, invocation) }),
                    group(
                        "Defects in approved outputs that no version answers",
                        inbox.defects.map { InsightsLibrary.unanswered($0, invocation) }),
                    group("Team context that nobody has confirmed for long", inbox.staleContext.map(stale)),
                    group(
                        "Template revisions that hurt or did not help", inbox.revisions.map(RevisionText.proposal)),
                    group(
                        "Reviews, \(ReviewShow.minutes(inbox.plannedMinutes * 60)) of reading",
                        inbox.reviews.map { review($0, invocation) }),
                ].filter { !$0.isEmpty }
            if groups.isEmpty { return invocation.say("Nothing waits for you.") }
            try invocation.print(Array(groups.joined(separator: [""])))
        }
    }

    private static func group(_ title: String, _ items: [[Text]]) -> [Text] {
        items.isEmpty ? [] : ["\(title, .bold)"] + items.joined()
    }

    private static func action(_ action: ActionView, _ invocation: Invocation) -> [Text] {
        let effect = "\(action.actionClass.rawValue), \(action.isReversible ? "reversible" : "irreversible")"
        return [
            "  \(action.action, .bold) to \(action.target) (\(effect)), asked by \(action.requestedBy)\(origin(action))",
            "    \(ActionText.deadline(action, invocation), .waiting)",
            "    \("countersign action show \(action.id)", .link)",
        ]
    }

    private static func indeterminate(_ action: ActionView) -> [Text] {
        [
            "  \(action.action, .bold) to \(action.target): started, and nobody knows whether it was done\(origin(action))",
            "    \("countersign action show \(action.id)", .link)",
        ]
    }

    /// Of which output or run: several may ask for the same.
    private static func origin(_ action: ActionView) -> String {
        (action.output.map { ", output \($0)" } ?? "") + ", run \(action.run)"
    }

    private static func question(_ question: QuestionView, _ invocation: Invocation) -> [Text] {
        let options = question.options.isEmpty ? "" : " (\(question.options.joined(separator: " | ")))"
        return [
            "  \(question.text)\(options)", "    run \(question.run), open until \(invocation.time(question.deadline))",
            "    \("countersign run answer \(question.id) ANSWER", .link)",
        ]
    }

    private static func offer(_ offer: DelegationView, _ invocation: Invocation) -> [Text] {
        [
            "  for \(offer.person, .bold)\(OwnersDelegate.place(offer)) in reviews until \(invocation.time(offer.endsAt)), says "
                + "\(offer.offeredBy): \(offer.reason)",
            "    what \(offer.person) has a part in you cannot review then",
            "    \("countersign owners accept \(offer.id)", .link), or to decline",
            "    \("countersign owners undelegate \(offer.id)", .link)",
        ]
    }

    private static func shortage(_ output: ShortageView, _ invocation: Invocation) -> [Text] {
        let excluded = output.excluded.sorted { $0.key < $1.key }
            .map { "\($0.key) (\($0.value.joined(separator: "; ")))" }
        return [
            "  \(output.title, .bold), version \(output.version) of output \(output.output) of run \(output.run), since \(invocation.time(output.since))",
            "    lacks \(output.missing.joined(separator: "; "), .waiting)",
        ] + (excluded.isEmpty ? [] : ["    cannot: \(excluded.joined(separator: ", "))"]) + [
            "    it is tried again every ten minutes\(output.remedies.isEmpty ? "" : "; what helps:")"
        ] + output.remedies.map { "    - \($0)" } + [
            "    \("countersign output show \(output.output)", .link)"
        ]
    }

    private static func proposal(_ context: ContextSummary) -> [Text] {
        let note = context.note.isEmpty ? "" : ": \(context.note)"
        return [
            "  \(context.name, .bold), version \(context.number) by \(context.author)\(note)",
            "    \("countersign context approve \(context.arguments) --version \(context.number)", .link)",
        ]
    }

    private static func policy(_ proposal: PolicyProposalView) -> [Text] {
        let note = proposal.note.isEmpty ? "" : ": \(proposal.note)"
        let kind = proposal.isWeaker ? ", weaker than what is in force" : ""
        return [
            "  \("proposal \(proposal.number)", .bold) by \(proposal.proposedBy)\(kind)\(note)",
            "    \("countersign policy show --proposal \(proposal.number)", .link), then",
            "    \("countersign policy enact \(proposal.number)", .link)",
        ]
    }

    private static func trust(_ proposal: TrustProposalView) -> [Text] {
        [
            "  \(proposal.template, .bold) to \(proposal.rung.rawValue) with class \(proposal.actionClass.rawValue), says "
                + "\(proposal.proposedBy): \(proposal.reason)",
            "    \("countersign trust show \(proposal.template)", .link), then",
            "    \("countersign trust promote \(proposal.number)", .link)",
        ]
    }

    /// Somebody may have pushed a whole library.
    private static let draftLimit = 5

    private static func drafts(_ drafts: [TemplateVersionSummary], _ invocation: Invocation) -> [[Text]] {
        let shown = drafts.prefix(invocation[all] ? drafts.count : draftLimit)
        let rest = drafts.count - shown.count
        return shown.map { draft in
            let note = draft.note.isEmpty ? "" : ": \(draft.note)"
            return [
                "  \(draft.name, .bold), version \(draft.number) by \(draft.author)\(note)",
                "    \("countersign template publish \(draft.name) --version \(draft.number)", .link)",
            ]
        } + (rest > 0 ? [["  and \(rest) more: \("countersign inbox --all", .link)"]] : [])
    }

    private static func move(_ move: LabelMoveView, _ invocation: Invocation) -> [Text] {
        let proposal = move.proposal
        let reason = proposal.reason.isEmpty ? "" : ": \(proposal.reason)"
        let (what, command) = TemplateLabelMoves.again(move)
        return [
            "  \(move.template, .bold): \(what), says \(proposal.by), \(invocation.time(proposal.at))\(reason)",
            "    \(command, .link)",
        ]
    }

    private static func stale(_ context: ContextSummary) -> [Text] {
        [
            "  \(context.name, .bold), version \(context.number)",
            "    \("countersign context confirm \(context.arguments) --version \(context.number)", .link)",
        ]
    }

    private static func review(_ review: ReviewSummary, _ invocation: Invocation) -> [Text] {
        let due = invocation.time(review.dueAt)
        let isLate = review.dueAt <= invocation.terminal.now()
        return [
            "  \(review.title, .bold), version \(review.version) of output \(review.output)"
                + (review.run.map { " of run \($0)" } ?? ""),
            "    \(ReviewShow.minutes(review.plannedSeconds)), assigned \(invocation.time(review.assignedAt)), \(isLate ? "late since \(due)" : "due \(due)", isLate ? .waiting : .plain)",
            "    \("countersign review read \(review.id)", .link)",
        ]
    }
}
