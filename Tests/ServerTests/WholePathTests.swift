import API
import APIClient
import Domain
import TestSupport
import Testing

/// The real service from a person's login to a released output, every answer as it was looked at and kept.
@Suite struct WholePathTests {
    /// Their text is another one at each moment, or none that ends, or for git: looked at in ways of their own.
    private static let withoutSnapshot: Set<String> = [
        Endpoints.metrics.shape.name, Endpoints.eventStream.shape.name, Endpoints.libraryReferences.shape.name,
        Endpoints.libraryFetch.shape.name,
    ]

    @Test func everyEndpointAnswersAsItWasKept() throws {
        let journey = Journey(try TestService(executors: Story.executors))
        let story = try Story(journey, team: "demo", mark: "")
        try story.tell()
        try streamGoesOnWhereItWasLeft(story)
        try countersAreTold(journey)
        try story.retirement()
        try story.sayGoodbye()
        let called = Set(journey.exchanges.map(\.name))
        let missing = Endpoints.all.map(\.name).filter { !called.contains($0) && !Self.withoutSnapshot.contains($0) }
        #expect(missing == [], "the story calls every endpoint")
        for exchange in journey.exchanges { try Snapshots.expect(exchange.text, exchange.name) }
    }

    @Test func everySnapshotIsOfAnEndpoint() {
        let endpoints = Set(Endpoints.all.map(\.name))
        for name in Snapshots.names {
            #expect(endpoints.contains(name.split(separator: ".").first.map(String.init) ?? ""), "\(name).txt")
        }
        for endpoint in endpoints.subtracting(Self.withoutSnapshot).union([Endpoints.eventStream.shape.name]) {
            #expect(Snapshots.names.contains(endpoint), "\(endpoint) has no snapshot")
        }
    }

    private func streamGoesOnWhereItWasLeft(_ story: Story) throws {
        let journey = story.journey
        let count = 24
        let events = try story.author.events(story.team, after: "0-0", count: count)
        let text = events.map { "id: <id>\nevent: \($0.name)\ndata: \($0.data)\n" }.joined(separator: "\n")
        try Snapshots.expect(
            "GET /v1/teams/\(story.team)/events\n\n200 text/event-stream\n" + journey.clean(text), "event_stream")
        for left in [0, 1, 11, count - 2] {
            let rest = try story.author.events(story.team, after: events[left].id, count: count - left - 1)
            #expect(rest == Array(events.dropFirst(left + 1)), "resumed after \(left)")
        }
    }

    private func countersAreTold(_ journey: Journey) throws {
        let answer = try journey.wire().call(Endpoints.metrics.shape)
        #expect(answer.status == 200)
        let lines = answer.text.split(separator: "\n").map(String.init)
        #expect(lines.contains("countersign_requests_total{endpoint=\"session_create\",status=\"201\"} 5"))
        #expect(lines.contains("countersign_requests_total{endpoint=\"review_verdict\",status=\"201\"} 2"))
        let series = lines.filter { !$0.hasPrefix("#") }
        let form = /[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [-+0-9.e]+/
        #expect(series.filter { $0.wholeMatch(of: form) == nil } == [])
        #expect(!answer.text.contains("\"demo\""), "no name of a team or person is a label")
    }
}

extension Wire {
    /// The next events of a team's stream after this cursor, as many as are asked for.
    func events(_ team: String, after cursor: String, count: Int) throws -> [ServerEvent] {
        var events: [ServerEvent] = []
        try listen(team, after: cursor) { event in
            if let event { events.append(event) }
            return events.count < count
        }
        return events
    }

    /// A team's stream, until `take` says false; it gets nil for a sign of life.
    func listen(_ team: String, after cursor: String? = nil, take: @escaping (ServerEvent?) -> Bool) throws {
        let client = Client(server: try ServerAddress(url), transport: try HTTPTransport(token: token))
        try client.events(path: ["team": team], lastEventID: cursor, take: take)
    }
}
