import API
import Domain
import FoundationEssentials
import Operations
import Store
import TestSupport
import Testing

/// A world in which `north` can dispatch: the small team's policy, the sample template published. Each step of a run is
/// one call; what differs between tests is a parameter.
struct RunStory {
    let world: World

    static func make(
        leases: LeaseTimes = LeaseTimes(), connections: Int = 4,
        policy: (inout [String: String]) -> Void = { _ in }, template: (inout [String: String]) -> Void = { _ in }
    ) throws -> RunStory {
        let story = RunStory(world: try World.make(leases: leases, connections: connections))
        var files = try World.smallTeamPolicy()
        policy(&files)
        try story.world.enactSmallTeamPolicy(files)
        try story.publish(template)
        return story
    }

    /// A further version of the sample template.
    @discardableResult
    func publish(_ edit: (inout [String: String]) -> Void) throws -> TemplateVersionView {
        let draft = try PushTemplate.run(world.team(.author), World.sampleTemplate(edit))
        return try PublishTemplate.run(world.team(.admin), draft.summary.name, version: draft.summary.number)
    }

    static let request = DispatchRequest(template: "release-notes", inputs: ["repository": "/srv/app"], files: [])

    func dispatch(_ request: DispatchRequest = request, by login: World.Login = .author) throws -> RunView {
        try DispatchRun.run(world.team(login), request)
    }

    func claim() throws -> ClaimedRun? {
        try ClaimWork.run(world.runner(), ClaimRequest(host: "north.local", labels: ["git"])).run
    }

    /// Dispatched and claimed.
    func start() throws -> ClaimedRun {
        _ = try dispatch()
        return try #require(try claim())
    }

    /// Stores a text as an artifact of `north`.
    func upload(_ text: String) throws -> Digest { try upload(Array(text.utf8)) }

    func upload(_ bytes: [UInt8]) throws -> Digest {
        try world.runner().change { change in _ = try StoredBytes.store(bytes, change) }
        return Digest.of(bytes)
    }

    /// A chain of frames that goes on from another.
    static func frames(_ bodies: [String], after head: Digest = FrameChain.start, from first: Int64 = 1)
        -> [FrameRequest]
    {
        var previous = head
        return bodies.enumerated().map { index, body in
            let sequence = first + Int64(index)
            previous = FrameChain.next(after: previous, sequence: sequence, kind: "output", body: body)
            return FrameRequest(sequence: sequence, kind: "output", body: body, digest: previous)
        }
    }

    func append(_ frames: [FrameRequest], to run: ClaimedRun, term: Int64? = nil) throws -> Int64 {
        try AppendFrames.run(
            world.runner(), runID: run.id, attempt: run.attempt, FramesRequest(term: term ?? run.term, frames: frames)
        ).acknowledged
    }

    /// Submits these files, path to text, without a transcript.
    @discardableResult
    func submit(
        _ run: ClaimedRun, _ files: [String: String] = ["release-notes.md": notes], term: Int64? = nil,
        key: RepetitionKey? = nil
    ) throws -> OutputVersionView {
        let submitted = try files.sorted { $0.key < $1.key }.map {
            SubmittedFile(path: $0.key, digest: try upload($0.value))
        }
        return try submit(run, files: submitted, term: term, key: key)
    }

    @discardableResult
    func submit(
        _ run: ClaimedRun, files: [SubmittedFile], term: Int64? = nil, frames: (Int64, Digest) = (0, FrameChain.start),
        harness: String? = nil, model: String? = nil, key: RepetitionKey? = nil
    ) throws -> OutputVersionView {
        let caller = try world.runner().context.caller
        let team = try Context(services: world.services, caller: caller, repetition: key).runnerTeam()
        return try SubmitOutput.run(
            team, runID: run.id, attempt: run.attempt,
            SubmitRequest(
                term: term ?? run.term, files: files, frameCount: frames.0, frameHead: frames.1, harness: harness,
                claimed: model.map { ClaimedUsage(model: $0) }))
    }

    func show(_ id: String) throws -> RunView { try ShowRun.run(world.team(.author), id: id) }

    /// Lets the lease of a run's latest attempt pass.
    func letLeasePass(_ run: String) throws {
        try world.tamper(
            "UPDATE attempts SET lease_expires_at = now() - interval '1 second' WHERE run_id = '\(run)' AND state = 'running'"
        )
    }

    func rescue(_ run: ClaimedRun) throws {
        let team = TeamContext.system(
            job: "lease_rescue", teamID: World.northID, name: "north", services: world.services)
        try RescueLease.run(team, runID: run.id, attempt: run.attempt)
    }

    /// The names of the events about a subject, in order.
    func events(_ subject: String) throws -> [String] {
        try world.team(.author).read { try $0.all(EventNames(subject: subject)) }
    }

    static let notes = """
        # Release notes

        The range holds 12 commits; 10 are described below, 2 only touch the build.

        ## Breaking

        - The command line asks for a password where it took one from the environment before (a1b2c3d).

        """
}

struct EventNames: Query {
    typealias Row = String
    let subject: String
    static let sql = "SELECT name FROM events WHERE subject = $1 ORDER BY position"
    var parameters: [any SQLValue] { [subject] }
}

/// A message as it travels, for comparing whole values.
func wire(_ message: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(message), as: UTF8.self)
}

/// The code of the refusal that the body meets.
func refusal(_ body: () throws -> some Any, _ location: SourceLocation = #_sourceLocation) -> FailureCode? {
    #expect(throws: Failure.self, sourceLocation: location) { try body() }?.code
}

/// The chunks of an output's first version.
struct ChunkBodies: Query {
    typealias Row = String
    let output: String
    static let sql = "SELECT body FROM output_chunks WHERE output_id = $1 AND number = 1 ORDER BY chunk"
    var parameters: [any SQLValue] { [output] }
}
