import API
import Domain
import FoundationEssentials
import Operations
import Platform
import Store
import TestSupport
import Testing

/// A world in which agents ask for actions and people answer. What the executors of notices and notes were given stands
/// in files, one line for each execution.
struct ActionStory {
    let runs: RunStory
    let folder: TemporaryFolder

    var world: World { runs.world }

    static func make(
        connections: Int = 8, executors: [String: any Executor] = [:],
        policy: (inout [String: String]) -> Void = { _ in }
    ) throws -> ActionStory {
        let folder = try TemporaryFolder()
        var all: [String: any Executor] = [
            "notify": appending(to: folder.path + "/notices"), "notes": appending(to: folder.path + "/notes"),
            "git-branch": GitBranchExecutor(repositories: [folder.path + "/*.git"]),
        ]
        all.merge(executors) { _, given in given }
        // Background jobs run in these tests, and on a busy machine a lease of the usual length could pass.
        let world = try World.make(
            leases: LeaseTimes(leaseSeconds: 3600), connections: connections, executors: Executors(all))
        let story = ActionStory(runs: RunStory(world: world), folder: folder)
        var files = try World.smallTeamPolicy()
        policy(&files)
        try world.enactSmallTeamPolicy(files)
        try story.runs.publish { edit(&$0, "actions: [git.release]", "actions: [git.release, notes.append]") }
        var recap = World.sampleTemplate { files in
            edit(&files, "actions: [git.release]", "actions: [team.notify, notes.append]")
            edit(&files, "use_case: release-notes", "use_case: performance-reporting")
            edit(&files, "risk: shared", "risk: routine")
            edit(&files, "name: release-notes", "name: performance-recap")
        }
        recap.name = "performance-recap"
        let draft = try PushTemplate.run(world.team(.author), recap)
        _ = try PublishTemplate.run(world.team(.admin), draft.summary.name, version: draft.summary.number)
        return story
    }

    /// A notice takes two countersignatures.
    static func twoSign(_ files: inout [String: String]) {
        files = files.filter { !$0.key.hasPrefix("cases/") }
        edit(
            &files, "    requires:\n      roles: [reviewer, admin]",
            "    requires: {count: 2, roles: [reviewer, admin]}")
    }

    private static func edit(_ files: inout [String: String], _ old: String, _ new: String) {
        files = files.mapValues { $0.replacing(old, with: new) }
    }

    static func appending(to path: String) -> CommandExecutor {
        CommandExecutor(
            program: "/bin/sh", arguments: ["-c", "printf '%s\\n' \"$(cat)\" >> \"$OUT\""], environment: ["OUT": path],
            deadlineSeconds: 20)
    }

    /// What an executor was given, execution by execution.
    func executed(_ name: String) -> [String] {
        let data = FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// A run of this template that the runner of `north` is working on.
    func start(_ template: String = "performance-recap") throws -> ClaimedRun {
        _ = try runs.dispatch(DispatchRequest(template: template, inputs: ["repository": "/srv/app"], files: []))
        return try #require(try runs.claim())
    }

    static let notice: JSON = ["channel": "#growth", "text": "Three metrics are off pace."]

    @discardableResult
    func ask(
        _ run: ClaimedRun, _ action: String = "team.notify", _ arguments: JSON = notice, term: Int64? = nil,
        claim: String = ""
    ) throws -> ActionView {
        try RequestAction.run(
            world.runner(), runID: run.id, attempt: run.attempt,
            ActRequest(term: term ?? run.term, action: action, arguments: arguments, claim: claim))
    }

    /// A held notice.
    func held() throws -> ActionView { try ask(try start()) }

    @discardableResult
    func sign(_ action: ActionView, by login: World.Login = .reviewer, digest: Digest? = nil) throws -> ActionView {
        try SignAction.run(
            world.team(login), id: action.id,
            SignRequest(digest: digest ?? action.digest, password: login.password))
    }

    @discardableResult
    func deny(_ action: ActionView, by login: World.Login = .reviewer) throws -> ActionView {
        try DenyAction.run(world.team(login), id: action.id, ReasonRequest(reason: "not now"))
    }

    @discardableResult
    func withdraw(_ action: ActionView, by runner: TeamContext? = nil, term: Int64) throws -> ActionView {
        try WithdrawAction.run(
            runner ?? world.runner(), id: action.id, WithdrawRequest(term: term, reason: "cannot wait"))
    }

    func show(_ action: ActionView) throws -> ActionView { try ShowAction.run(world.team(.author), id: action.id) }

    func execute(_ action: ActionView) throws {
        try ExecuteAction.run(system, id: action.id)
    }

    var system: TeamContext { .system(job: "test", teamID: World.northID, name: "north", services: world.services) }

    func runState(_ action: ActionView) throws -> RunState { try runs.show(action.run).summary.state }

    /// An output of release notes that the reviewer has read and approved.
    func approvedOutput() throws -> OutputVersionView {
        let version = try runs.submit(try start("release-notes"), ["release-notes.md": ReviewStory.notes])
        try approve(version)
        return version
    }

    func approve(_ version: OutputVersionView) throws {
        let reader = try ReviewStory(runs: runs, output: version).assign(.reviewer)
        try reader.work()
        try reader.give(.approve)
    }

    func release(
        _ version: OutputVersionView, repository: String, branch: String = "release/1.4",
        by login: World.Login = .author
    ) throws -> ActionView {
        try ReleaseOutput.run(
            world.team(login), outputID: version.output,
            ReleaseRequest(
                action: "git.release", arguments: ["repository": .string(repository), "branch": .string(branch)]))
    }

    /// Moves a request's deadline to so many milliseconds from now; the signed bytes stay.
    func moveDeadline(_ action: ActionView, milliseconds: Int) throws {
        try world.tamper(
            """
            UPDATE action_requests SET deadline = clock_timestamp() + \(milliseconds) * interval '1 millisecond'
            WHERE id = '\(action.id)'
            """)
    }

    func outcomes(_ action: ActionView) throws -> [String] {
        try world.team(.author).read { try $0.all(Outcomes(request: action.id)) }
    }

    private struct Outcomes: Query {
        typealias Row = String
        let request: String
        static let sql = "SELECT outcome::text FROM action_decisions WHERE request_id = $1"
        var parameters: [any SQLValue] { [request] }
    }
}

/// A folder that goes when the test lets go of it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/countersign-test-\(Hex.encode(SecureRandom.bytes(6)))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Runs the same thing so many times at once, each on a thread of its own, and answers how each went.
func atOnce<T: Sendable>(_ bodies: [@Sendable () throws -> T]) async -> [Result<T, any Error>] {
    await withTaskGroup(of: Result<T, any Error>.self) { group in
        for body in bodies {
            group.addTask {
                do { return .success(try await onOwnThread(body)) } catch { return .failure(error) }
            }
        }
        return await group.reduce(into: []) { $0.append($1) }
    }
}

extension Result where Failure == any Error {
    var code: FailureCode? {
        if case .failure(let error) = self { (error as? Domain.Failure)?.code } else { nil }
    }
}
