import API
import Domain
import Platform
import TestSupport
import Testing

/// A team's life through the API, from nothing to a released output: every endpoint is called, in the order in which
/// people and runners would. `mark` stands in everything that somebody can write, so that it can be looked for elsewhere.
final class Story {
    let journey: Journey
    let team: String
    let mark: String

    var author: Wire { logins["author"] ?? journey.wire() }
    var reviewer: Wire { logins["reviewer"] ?? journey.wire() }
    var admin: Wire { logins["admin"] ?? journey.wire() }
    var lead: Wire { logins["lead"] ?? journey.wire() }
    var runner: Wire
    let nobody: Wire
    let installer: Wire

    var logins: [String: Wire] = [:]
    var persons: [String: String] = [:]
    /// What the team has, by the names of the paths' parameters.
    var things: [String: String]
    var contentDigest = ""
    var frameHead = FrameChain.start
    var frameCount: Int64 = 0
    var currentTerm: Int64 = 0

    static let executors = """
        executors:
          git-branch: {kind: command, command: [/bin/cat]}
          notes: {kind: command, command: [/bin/cat]}

        """

    init(_ journey: Journey, team: String, mark: String) throws {
        self.journey = journey
        self.team = team
        self.mark = mark
        nobody = journey.wire()
        runner = nobody
        installer = journey.wire(try journey.service.token(.admin))
        things = ["team": team]
    }

    func tell() throws {
        try people()
        try library()
        try policy()
        try firstAttempt()
        try changesAreWanted()
        try secondAttempt()
        try approval()
        try release()
        try otherRuns()
        // Another admin says yes to what the first one had proposed, and so has no say any more in what is not carried
        // out yet.
        try eventually("the release is carried out") {
            let shown = try lead.call(Endpoints.actionShow.shape, here(["action": of("release")]))
            return shown.json["state"]?.string == "executed"
        }
        try journey.call(lead, Endpoints.policyEnactProposal.shape, here(["number": "1"]))
        try lifeOfATemplate()
        try trust()
    }

    /// A text with the mark in it.
    func say(_ text: String) -> String { mark.isEmpty ? text : "\(text) \(mark)" }
    /// A name with the mark in it.
    func name(_ text: String) -> String { mark.isEmpty ? text : "\(text)-\(mark)" }
    func login(_ role: String) -> String { mark.isEmpty ? role : "\(mark)-\(role)" }

    func here(_ more: [String: String] = [:]) -> [String: String] {
        things.merging(more) { _, given in given }
    }

    func of(_ kind: String) -> String { things[kind] ?? "" }
}
