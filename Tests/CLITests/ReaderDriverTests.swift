import API
import Domain
import Testing

@testable import CLI

@Suite struct ReaderDriverTests {
    /// A window with somebody at the keys who knows beforehand what they will do.
    private final class ScriptedScreen: ScreenDevice {
        let size = ScreenSize(columns: 60, rows: 20)
        var inputs: [ScreenInput]
        var timeouts: [Int?] = []
        var frames: [[String]] = []

        init(_ inputs: [ScreenInput]) { self.inputs = inputs }

        func draw(_ rows: [Text]) { frames.append(rows.map(\.plain)) }
        func next(timeoutSeconds: Int?) -> ScreenInput {
            timeouts.append(timeoutSeconds)
            return inputs.isEmpty ? .ended : inputs.removeFirst()
        }
        func suspend() {}
    }

    private func read(_ inputs: [ScreenInput], _ service: StubService) throws -> (ReaderModel, ScriptedScreen) {
        let terminal = RecordedTerminal(
            environment: [
                "COUNTERSIGN_TOKEN": "secret", "COUNTERSIGN_TEAM": "demo", "COUNTERSIGN_LOGIN_FILE": "/nonexistent/c",
            ])
        nonisolated(unsafe) let shared = service  // used by this one thread only
        let invocation = Invocation(
            terminal: terminal, table: .all, parsed: ParsedArguments(), connect: { _, _ in shared })
        let session = try ReviewSession("rev_1", invocation)
        let screen = ScriptedScreen(inputs)
        return (ReaderDriver(session: session, screen: screen).run(try session.show()), screen)
    }

    @Test func readsAllPartsOneAfterTheOther() throws {
        let service = try ReviewFixture().service()
        let space = ScreenInput.key(.character(" "))
        let (model, screen) = try read([space, space, space, space, .key(.escape), .key(.character("q"))], service)
        #expect(
            service.steps == [
                "show", "serve 0", "acknowledge 0 receipt-0", "serve 1", "acknowledge 1 receipt-1", "serve 2",
                "acknowledge 2 receipt-2", "show", "pause",
            ])
        #expect(model.parts.count == 3)
        #expect(screen.frames[2].first == "Part 2 of 3 · notes.md, lines 20–21 · prose")
    }

    @Test func aMinuteWithoutAKeyPausesAndThenWaitsForever() throws {
        let service = try ReviewFixture(read: [0: true]).service()
        let (_, screen) = try read([.idle, .key(.character("x")), .key(.character("q"))], service)
        #expect(service.steps == ["show", "serve 1", "pause", "serve 1", "pause"])
        #expect(screen.timeouts == [60, nil, 60])
    }

    @Test func whatTheServiceRefusesStopsTheReaderWhereTheyAre() throws {
        let fixture = ReviewFixture(read: [0: true])
        let service = StubService()
        let path = "/v1/teams/demo/reviews/rev_1"
        try service.answer("GET \(path)", fixture.review)
        try service.answer("POST \(path)/chunks/1/serve", fixture.part(1))
        try service.refuse("POST \(path)/chunks/1/acknowledge", .wrongState, "this review is closed")
        // Even the pause fails, and nobody is held up by that.
        let (model, screen) = try read([.key(.character(" ")), .key(.character("q"))], service)
        #expect(service.steps == ["show", "serve 1", "acknowledge 1 receipt-1", "pause"])
        #expect(screen.frames.last?.contains("this review is closed (wrong_state)") == true)
        #expect(model.current == 1)
    }
}
