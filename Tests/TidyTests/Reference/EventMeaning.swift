import Foundation

/// What each event means, for the reference. A test holds that every name in the sources is explained here.
enum EventMeaning {
    /// By the kind of their subject, in the order of the reference.
    static let bySubject: [(subject: String, meanings: [(name: String, meaning: String)])] = [
        ("run", runs), ("question", questions), ("output", outputs), ("artifact", artifacts), ("review", reviews),
        ("finding", findings), ("action", actions), ("template", templates), ("context", contexts),
        ("policy", policies), ("runner", runners), ("person", people), ("team", teams),
    ]

    static let names = bySubject.flatMap { $0.meanings.map(\.name) }

    private static let runs = [
        ("run_dispatched", "A person dispatched a template: with which versions, policy, brief and files."),
        ("run_claimed", "A runner began an attempt under a new term."),
        ("frames_appended", "The transcript grew: how many frames, and the head of their chain."),
        ("attempt_cancelled", "The runner ended the attempt of a cancelled run."),
        ("attempt_lost", "The lease passed without a sign of the runner."),
        ("submission_quarantined", "An attempt that was over submitted an output: kept aside, never shown as one."),
        ("run_completed", "The attempt submitted its output."),
        ("attempt_refused", "The output of the attempt was refused; the run waits for the next, which is told why."),
        ("run_failed", "The attempt ended without an output, or too many were lost."),
        ("run_cancelled", "A person stopped the run."),
        (
            "run_revised",
            "A person sent the run back to work on a version that needs changes, or whose approval has ended."
        ),
        ("run_archived", "A person put the finished run away."),
    ]

    private static let questions = [
        ("question_asked", "An agent asked."), ("question_answered", "A person answered."),
        ("question_expired", "Nobody answered in time."),
        ("question_withdrawn", "The attempt that asked is over."),
    ]

    private static let outputs = [
        ("output_submitted", "A new version, with the digests of its content, its parts and the transcript."),
        (
            "review_unassignable",
            "The quorum lacks people: the version waits, and the admins are told. Names who is excluded and why."
        ),
        ("output_approved", "The quorum has approved the version."),
        ("output_review_requested", "Its approval did not count any more; somebody asked for what was missing."),
        ("output_changes_requested", "A reviewer sent the version back."),
        (
            "defect_reported",
            "A person says that reviewers let pass a defect of what had been approved. Counts for nothing yet."
        ),
        ("defect_confirmed", "Somebody else has confirmed the defect: from now on it counts."),
        ("defect_dismissed", "Somebody else, who has no stake in it, has found that it is no defect."),
        ("defect_withdrawn", "Its reporter has taken the report back."),
        ("output_released", "An action has brought the version to where it is used."),
    ]

    private static let artifacts = [("artifact_stored", "Bytes were stored under their digest.")]

    private static let reviews = [
        ("review_assigned", "A person is asked to review a version; `again` where theirs had been passed on."),
        (
            "review_reassigned",
            "It was not finished in time, or its reviewer is away until after that: who has been asked instead."
        ),
        ("review_staled", "A newer version ended the review."),
        ("review_unneeded", "Others have approved the version, and its reviewer was not reading: it is over."),
        ("chunk_served", "A part was shown to the reviewer, with a receipt."),
        ("chunk_acknowledged", "The reviewer says that the part has been read."),
        ("review_paused", "The reviewer's attention is off: no time counts."),
        ("criterion_answered", "The reviewer answered a criterion with a quotation."),
        ("review_approved", "Verdict: approved."),
        ("review_changes_requested", "Verdict: changes are needed."),
        ("review_left_undecided", "Verdict: cannot tell. Somebody else is asked."),
        ("review_handed_back", "The reviewer handed the review back."),
    ]

    private static let findings = [
        ("finding_recorded", "A reviewer found something; whether it blocks, and its cause."),
        ("finding_closed", "Its author considers it done."),
    ]

    private static let actions = [
        ("action_allowed", "Policy lets it happen without a person: which `rules`, in which lines."),
        ("action_held", "It waits for people to sign: which `rules` say so, and what is `missing`."),
        (
            "action_denied",
            "Policy said no, by which `rules`; or a person did, nobody answered in time, or it was taken back: see `outcome`."
        ),
        ("sign_off_recorded", "A person signed these bytes."),
        ("action_signed", "Enough people have signed."),
        ("action_refused", "It was signed or allowed, and not carried out: what it rests on does not hold any more."),
        ("effect_started", "The executor begins. From here it is done once or not at all."),
        ("effect_finished", "It has happened."), ("effect_failed", "The executor says that it has not happened."),
        ("effect_lost", "The executor never reported: nobody knows, and nothing repeats it."),
        ("effect_reported", "The executor reported after it was presumed lost."),
    ]

    private static let templates = [
        ("template_pushed", "A new draft version."), ("template_published", "A second person published it."),
        ("template_deprecated", "A version, or every one, is not to be dispatched any more."),
        ("template_label_proposed", "Somebody wants a label, a pin or the current version to stand elsewhere."),
        ("template_label_moved", "A second person has agreed, and it stands there."),
        ("trust_proposed", "Somebody wants it trusted further with a class of actions; the evidence in numbers."),
        ("trust_promoted", "Another admin has put it on that rung."),
        ("trust_demoted", "It stands lower with a class of actions, by an admin or since the `cause` was noticed."),
        ("trust_restored", "The `cause` of a fall is gone, and what it had taken came back."),
        (
            "dispatch_refused",
            "Policy did not admit a dispatch: the code, the use case that the template names, and its bounds that were missed."
        ),
    ]

    private static let contexts = [
        ("context_proposed", "A new version of a context document; runs go on with what is in force."),
        ("context_approved", "A second person put it in force."),
        ("context_withdrawn", "Its author or an admin took it back."),
        ("context_confirmed", "A person says that what is in force is still true."),
    ]
    private static let policies = [
        ("policy_proposed", "An admin proposed a bundle; whether it is weaker than the one in force."),
        ("policy_approved", "Another admin said yes to a proposal."),
        ("policy_withdrawn", "Its proposer or an admin took a proposal back."),
        ("policy_enacted", "A bundle became the team's policy."),
    ]

    private static let runners = [
        ("runner_created", "A runner was registered, with its operator."),
        ("runner_revoked", "Its token ended."),
    ]

    private static let people = [
        ("person_created", "An operator created a person."),
        ("person_disabled", "An operator disabled a person; tokens ended."),
        ("session_opened", "A login."), ("session_closed", "A logout."),
        ("password_changed", "A person changed their password; other sessions ended."),
        ("token_created", "A personal token, with its scopes."), ("token_revoked", "It ended."),
        ("member_changed", "A person joined a team or has other roles; before and after."),
        ("competences_changed", "Another person says what somebody is competent in; before and after."),
        ("member_removed", "A person left a team."),
        ("absence_set", "A person is away for a time and is not asked to review."),
        ("absence_cleared", "They are back, or will not go."),
        (
            "delegation_offered",
            "Somebody is asked to act for the person in reviews, until a day; perhaps in one section of OWNERS."
        ),
        ("delegation_begun", "They have accepted, and act for the person."),
        ("delegation_ended", "It was taken back before its end, or declined."),
    ]

    private static let teams = [("team_created", "An operator created a team.")]
}

extension EventMeaning {
    /// Every name that an operation gives an event. A name is a literal, either in the call or in a function called `event`.
    static let inSources: Set<String> = {
        var names: Set<String> = []
        for file in SourceFile.sources where file.target == "Operations" {
            let text = file.lines.joined(separator: "\n")
            // Up to the subject, which is the first text with a colon in it.
            for call in text.matches(of: /[ .]record\(((?:.|\n){0,160}?)"[a-z]+:/) {
                for name in call.1.matches(of: /"([a-z]+(?:_[a-z]+)+)"/) { names.insert(String(name.1)) }
            }
            for call in text.matches(of: /[ .]record\(\s*"([a-z]+(?:_[a-z]+)+)"/) { names.insert(String(call.1)) }
            for function in text.matches(of: /func event\((?:.|\n)*?\n    \}/) {
                for name in function.0.matches(of: /: "([a-z_]+)"/) { names.insert(String(name.1)) }
            }
        }
        return names
    }()
}
