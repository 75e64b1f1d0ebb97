import API
import Domain
import FoundationEssentials
import Testing

@testable import APIClient

@Suite struct ClientTests {
    /// Gives its answers in turn; nil is a lost connection.
    private final class Answers: Transport {
        var answers: [TransportResponse?]
        var asked: [TransportRequest] = []

        init(_ answers: [TransportResponse?]) { self.answers = answers }

        func send(_ request: TransportRequest, into receiver: TransportReceiver) throws(Failure) -> TransportResponse {
            asked.append(request)
            guard let answer = answers.isEmpty ? nil : answers.removeFirst() else {
                throw Failure(.unavailable, "no complete answer")
            }
            if case .lines(let take) = receiver {
                for line in String(decoding: answer.body, as: UTF8.self).split(
                    separator: "\n", omittingEmptySubsequences: false) where !take(String(line))
                { break }
            }
            return answer
        }
    }

    private static func response(_ message: some Encodable, status: Int = 200) throws -> TransportResponse {
        TransportResponse(status: status, body: [UInt8](try JSONEncoder().encode(message)))
    }

    private static func problem(_ code: String, status: Int) throws -> TransportResponse {
        try response(
            Problem9457(
                type: "about:blank", title: "", status: status, code: code, detail: "because", facts: ["n": 1]),
            status: status)
    }

    private func client(_ answers: Answers, pauses: @escaping (UInt32) -> Void = { _ in }) throws -> Client {
        Client(server: try ServerAddress("http://127.0.0.1:1/base/"), transport: answers, pause: pauses)
    }

    private static let team = TeamView(id: "team_1", name: "demo", title: "Demo", roles: [])

    @Test func aChangeIsRepeatedUnderTheSameKey() throws {
        let answers = Answers([
            nil, try Self.problem("database_unavailable", status: 503), try Self.response(Self.team, status: 201),
        ])
        var pauses: [UInt32] = []
        let client = try client(answers) { pauses.append($0) }
        let team = try client.call(Endpoints.teamCreate, TeamRequest(name: "demo", title: "Demo"))
        #expect(team.id == "team_1")
        #expect(pauses == [200, 400])
        let keys = answers.asked.map { $0.headers.filter { $0.name == "Idempotency-Key" }.map(\.value) }
        #expect(keys.count == 3 && keys[0].count == 1 && Set(keys).count == 1)
        answers.answers = [try Self.response(Self.team)]
        _ = try client.call(Endpoints.teamCreate, TeamRequest(name: "demo", title: "Demo"))
        #expect(answers.asked.last?.headers.contains { keys[0].contains($0.value) } == false)
    }

    @Test func itGivesUpAfterThreeRepetitions() throws {
        let answers = Answers([])
        let client = try client(answers)
        #expect(throws: Failure(.unavailable, "no complete answer")) { try client.call(Endpoints.meShow) }
        #expect(answers.asked.count == 4)
    }

    @Test(arguments: [
        ("coverage_incomplete", 409, FailureCode.coverageIncomplete, "because"),
        ("of_a_later_version", 409, .internalError, "because (of_a_later_version)"),
    ])
    func aRefusalIsThrownAtOnce(_ code: String, _ status: Int, _ expected: FailureCode, _ message: String) throws {
        let answers = Answers([try Self.problem(code, status: status)])
        let client = try client(answers)
        #expect(throws: Failure(expected, message, detail: ["n": 1])) { try client.call(Endpoints.meShow) }
        #expect(answers.asked.count == 1)
    }

    @Test(arguments: [(404, FailureCode.internalError), (502, .unavailable)])
    func anAnswerThatIsNotOfTheServiceIsSaidToBeSo(_ status: Int, _ code: FailureCode) throws {
        let page = TransportResponse(status: status, body: Array("<html>".utf8))
        let client = try client(Answers([page, page, page, page]))
        let failure = #expect(throws: Failure.self) { try client.call(Endpoints.meShow) }
        #expect(failure?.code == code)
    }

    @Test func pathsAndQueriesAreEncoded() throws {
        let answers = Answers([try Self.response(DiffView(meaning: [], unified: ""))])
        _ = try client(answers).call(
            Endpoints.templateDiff, path: ["team": "a/b", "template": "ü"], query: [("from", "1&2"), ("to", "3")])
        #expect(
            answers.asked.first?.url
                == "http://127.0.0.1:1/base/v1/teams/a%2Fb/templates/%C3%BC/diff?from=1%262&to=3")
    }

    @Test func eventsComeWholeAndSayWhereToGoOn() throws {
        let text = ": hello\n\nid: 1\nevent: run_claimed\ndata: {\"a\":\ndata: 1}\n\nid: 2\ndata:x\n\ndata: cut off"
        let answers = Answers([TransportResponse(status: 200, body: Array(text.utf8))])
        var events: [ServerEvent?] = []
        try client(answers).events(path: ["team": "demo"], lastEventID: "0") {
            events.append($0)
            return true
        }
        #expect(
            events == [
                nil, ServerEvent(id: "1", name: "run_claimed", data: "{\"a\":\n1}"),
                ServerEvent(id: "2", name: "message", data: "x"),
            ])
        #expect(answers.asked.first?.headers.contains(.init("Last-Event-ID", "0")) == true)
    }
}
