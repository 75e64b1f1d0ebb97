import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// A team whose policy lets notes go alone only from templates that have earned it, with release notes that were read and
/// approved, and a note of that run that was confirmed and carried out. More of the same is copied, not reviewed again.
struct TrustStory {
    let actions: ActionStory
    /// Approved, and reported on in some tests.
    let output: OutputVersionView

    var world: World { actions.world }

    static let template = "release-notes"
    static let note: JSON = ["page": "releases", "text": "Notes are done."]

    /// - Parameter context: what the team has in force before the first run.
    static func make(connections: Int = 8, context: String? = nil) throws -> TrustStory {
        let actions = try ActionStory.make(
            connections: connections,
            policy: { files in
                files = files.filter { !$0.key.hasPrefix("cases/") }
                files["use-cases.yaml"] = files["use-cases.yaml"]?
                    .replacing("level: draft", with: "level: write", maxReplacements: 1)
                files["actions.yaml"] = files["actions.yaml"]?.replacing("limit_per_run: 5", with: "limit_per_run: 100")
                files["approvals.yaml", default: ""] += """

                      - name: notes-need-trust
                        effect: hold
                        if: {action: notes.append, trust: {at_most: act_with_sign_off}}
                        sign_off: confirmation
                        requires: {count: 1}

                    """
            })
        if let context { _ = try actions.world.putContext(context) }
        let run = try actions.start(template)
        let held = try actions.ask(run, "notes.append", note)
        try actions.sign(held, by: .author)
        try actions.execute(held)
        let output = try actions.runs.submit(run, ["release-notes.md": ReviewStory.notes])
        try actions.approve(output)
        return TrustStory(actions: actions, output: output)
    }

    /// So many outputs like the first one, approved so long ago, each of a run with a note that was carried out.
    /// - Parameter version: of the template.
    func outputs(_ count: Int, daysOld: Int = 8, version: Int = 1) throws {
        try world.copyOutput(output.output, count: count, daysOld: daysOld, version: version)
        let copy = "'copy_\(version)_\(daysOld)_' || n"
        let canonical = "replace(asked.canonical, asked.run_id, \(copy))"
        try world.tamper(
            """
            INSERT INTO action_requests SELECT (jsonb_populate_record(asked, jsonb_build_object('id', \(copy), 'run_id', \(copy),
                'canonical', \(canonical), 'digest', '\\x' || encode(sha256(convert_to(\(canonical), 'UTF8')), 'hex')))).*
            FROM action_requests asked, generate_series(1, \(count)) n
            WHERE run_id = (SELECT run_id FROM outputs WHERE id = '\(output.output)')
            """)
    }

    /// A further version of the template, by one sentence.
    func publishAgain() throws {
        try actions.runs.publish { files in
            files["SKILL.md", default: ""] += "Be brief.\n"
            files["task.yaml"] = files["task.yaml"]?
                .replacing("actions: [git.release]", with: "actions: [git.release, notes.append]")
        }
    }

    /// The work that trust was earned with lies before any promotion of the last 90 days.
    func workLongAgo() throws {
        for column in ["runs SET created_at = created_at", "attempts SET ended_at = ended_at"] {
            try world.tamper("UPDATE \(column) - interval '100 days'")
        }
    }

    /// One more output, by an agent that says what it is and with which model.
    @discardableResult
    func runOnce(harness: String?, model: String?) throws -> String {
        let notes = SubmittedFile(path: "release-notes.md", digest: try actions.runs.upload(ReviewStory.notes))
        let run = try actions.start(Self.template)
        try actions.runs.submit(run, files: [notes], harness: harness, model: model)
        return run.id
    }

    @discardableResult
    func propose(
        _ rung: TrustRung, _ actionClass: ActionClass = .write, by login: World.Login = .author
    ) throws -> TrustProposalView {
        try ProposeTrust.run(
            world.team(login), Self.template,
            TrustRequest(actionClass: actionClass, rung: rung, reason: "It has gone well"))
    }

    @discardableResult
    func promote(_ proposal: TrustProposalView, by login: World.Login = .admin) throws -> TemplateTrustView {
        try PromoteTrust.run(world.team(login), proposal: proposal.number)
    }

    @discardableResult
    func demote(_ actionClass: ActionClass = .write, by login: World.Login = .admin) throws -> TemplateTrustView {
        try DemoteTrust.run(
            world.team(login), Self.template, TrustDemotion(actionClass: actionClass, reason: "It wrote nonsense"))
    }

    /// Up to the last rung.
    static func trusted(connections: Int = 8, context: String? = nil) throws -> TrustStory {
        let story = try make(connections: connections, context: context)
        try story.outputs(30)
        for rung in [TrustRung.draft, .actWithSignOff, .actSampled] { try story.promote(try story.propose(rung)) }
        return story
    }

    /// It counts for nothing yet.
    func report(_ reason: String = "The renamed flag is missing") throws -> DefectView {
        try ReportDefect.run(
            world.team(.author), outputID: output.output, DefectRequest(reason: reason))
    }

    /// Reported, and confirmed.
    @discardableResult
    func defect(_ reason: String = "The renamed flag is missing") throws -> DefectView {
        try JudgeDefect.confirm(world.team(.admin), report(reason).id)
    }

    /// A transaction in which the admin has confirmed it, as the service's role, and that has not ended.
    func confirming(_ report: DefectView) throws -> Connection {
        let judge = Connection(url: world.database.appURL)
        try judge.open()
        try judge.run(
            script: """
                SET countersign.team = '\(World.northID)'; SET countersign.person = 'per_admin'; BEGIN;
                INSERT INTO defect_judgements (team_id, defect_id, judgement, reason, judged_by, judged_at)
                VALUES ('\(World.northID)', '\(report.id)', 'confirmed', '', 'per_admin', now())
                """)
        return judge
    }

    func show() throws -> TemplateTrustView {
        let page = try PageRequest(limit: nil, cursor: nil, parts: 1)
        return try #require(try ShowTrust.run(world.team(.author), template: Self.template, page).items.first)
    }

    /// What is said of notes.
    func notes() throws -> TrustClassView { try #require(try show().classes.first { $0.actionClass == .write }) }

    func history() throws -> [TrustStepView] {
        let page = try PageRequest(limit: nil, cursor: nil, parts: ShowTrustHistory.keyParts)
        return try ShowTrustHistory.run(world.team(.author), template: nil, page).items
    }

    func ask(_ run: ClaimedRun) throws -> ActionView { try actions.ask(run, "notes.append", Self.note) }

    /// A note that is allowed and was not drawn; asks until there is one. (Each is drawn with a chance of one in ten.)
    func allowed(_ run: ClaimedRun) throws -> ActionView {
        for _ in 0..<20 {
            let note = try ask(run)
            if note.state == .allowed { return note }
            try #require(note.reasons.first?.hasPrefix("sample: ") == true, "\(note.reasons)")
            try actions.deny(note)
        }
        throw Failure(.internalError, "twenty of twenty were drawn")
    }

    /// How often each cause of a fall was recorded.
    func falls() throws -> [String] {
        try world.team(.author).read { try $0.all(Falls()) }
    }

    private struct Falls: Query {
        typealias Row = String
        static let sql = """
            SELECT entry::jsonb -> 'data' ->> 'cause' FROM events WHERE name = 'trust_demoted' ORDER BY position
            """
    }
}
