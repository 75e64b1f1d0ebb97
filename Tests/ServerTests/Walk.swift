import API
import Domain
import TestSupport
import Testing

/// People and a runner of one team at every endpoint, with what is another team's in every place.
struct Walk {
    private let teams: TwoTeams
    private let callers: [(name: String, wire: Wire)]
    private let runner: Wire
    private(set) var answers = 0
    private(set) var leaks: [String] = []
    private(set) var differences: [String] = []
    private(set) var successes: [String] = []

    init(_ teams: TwoTeams) {
        self.teams = teams
        let north = teams.north
        callers = [("author", north.author), ("reviewer", north.reviewer), ("admin", north.admin)]
        runner = north.runner
    }

    /// Parameters of paths that name a thing of one team.
    private static let kinds = [
        "run", "question", "action", "output", "review", "finding", "runner", "digest", "token",
        "absence", "delegation", "defect",
    ]
    private static let never: [String: String] = [
        "run": "run_0000000000000000", "question": "qst_0000000000000000", "action": "act_0000000000000000",
        "output": "out_0000000000000000", "review": "rev_0000000000000000", "finding": "fnd_0000000000000000",
        "runner": "rnr_0000000000000000", "token": "tok_0000000000000000", "login": "nobody-of-that-name",
        "absence": "abs_0000000000000000", "defect": "dfc_0000000000000000", "delegation": "dlg_0000000000000000",
        "digest": Digest.of("never stored").description,
    ]

    private var foreign: [String: String] {
        let south = teams.south.things
        var ids = Dictionary(uniqueKeysWithValues: Self.kinds.map { ($0, south[$0] ?? "") })
        ids["login"] = teams.south.login("the-guest")
        return ids
    }

    private static let rest = [
        "template": "release-notes", "version": "1", "attempt": "1", "chunk": "0", "criterion": "accounted",
        "layer": "team",
    ]

    private func callers(of shape: EndpointShape) -> [(name: String, wire: Wire)] {
        shape.access == .runner ? [("runner", runner)] : callers
    }

    /// What a member of the team may read without naming anything foreign: lists, the inbox, the record, own things,
    /// also with the other team's subjects, projects and cursors.
    mutating func listsAndOwnThings() throws {
        let own = teams.north.things.merging(Self.rest) { mine, _ in mine }
        for shape in Endpoints.all where shape.method == .get {
            if shape.name == Endpoints.eventStream.shape.name || shape.access == .operatorOnly { continue }
            for caller in callers(of: shape) {
                for query in queries(shape) {
                    let answer = try caller.wire.call(shape, own, query: query)
                    look(answer, shape, caller.name, mayName: query)
                }
            }
        }
    }

    private func queries(_ shape: EndpointShape) -> [String] {
        let names = Set(shape.query.map(\.name))
        if names.contains("path") { return ["?path=release-notes.md", "?path=\(teams.south.outputPath)"] }
        if names.contains("from") { return ["?from=1&to=2", "?from=1&to=9"] }
        var out = ["", "?limit=1000"]
        if names.contains("subject") {
            out += ["run", "output", "review", "action"].map { "?subject=\($0):\(foreign[$0] ?? "")" }
        }
        if names.contains("project") { out.append("?project=\(teams.south.things["project"] ?? "")") }
        let first = try? teams.south.author.call(shape, teams.south.things, query: "?limit=1")
        if names.contains("cursor"), let next = first?.json["next"]?.string {
            out.append("?cursor=\(next)")
        }
        return out
    }

    /// South's things under north's name, beside things that never were.
    mutating func foreignThingsInOwnPaths() throws {
        for shape in Endpoints.all where names(shape).contains(where: { Self.never[$0] != nil }) {
            if shape.access == .operatorOnly || shape.name == Endpoints.memberSet.shape.name { continue }
            for caller in callers(of: shape) {
                try compare(shape, caller, ["team": teams.north.team], foreign, Self.never)
            }
        }
    }

    private func names(_ shape: EndpointShape) -> [String] {
        shape.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// South's name, with whatever under it, beside a name that no team has.
    mutating func foreignTeam() throws {
        for shape in Endpoints.all where names(shape).contains("team") {
            for caller in callers(of: shape) {
                for things in [foreign, teams.north.things.filter { $0.key != "team" }] {
                    try compare(
                        shape, caller, things, ["team": teams.south.team], ["team": "nosuchteam"])
                }
            }
        }
    }

    private mutating func compare(
        _ shape: EndpointShape, _ caller: (name: String, wire: Wire), _ common: [String: String],
        _ theirs: [String: String], _ never: [String: String]
    ) throws {
        func answer(_ some: [String: String]) throws -> Wire.Answer {
            let parameters = Self.rest.merging(common) { $1 }.merging(some) { $1 }
            var query = shape.query.filter(\.isRequired).map { "\($0.name)=1" }.joined(separator: "&")
            if !query.isEmpty { query = "?" + query }
            return try caller.wire.call(
                shape, parameters, query: query, body: shape.input is RawBytes.Type ? nil : body(shape),
                bytes: shape.input is RawBytes.Type && shape.method.isChange ? Array("other bytes".utf8) : nil)
        }
        let (real, made) = (try answer(theirs), try answer(never))
        look(real, shape, caller.name, mayName: theirs.values.joined(separator: " "))
        if real.status < 300 { successes.append("\(caller.name) \(shape.name): \(real.text)") }
        let expected = never.reduce(made.text) { text, one in
            text.replacing(one.value, with: theirs[one.key] ?? "")
        }
        if real.status != made.status || real.text != expected {
            differences.append(
                "\(caller.name) \(shape.name): \(real.status) \(real.text) but \(made.status) \(made.text)")
        }
    }

    /// Digests are said in bodies, too: a run's file, a submitted file.
    mutating func foreignThingsInBodies() throws {
        let north = teams.north
        let theirs = foreign["digest"] ?? ""
        let never = Self.never["digest"] ?? ""
        func same(
            _ shape: EndpointShape, _ wire: Wire, _ parameters: [String: String], _ body: (String) -> JSON
        ) throws {
            let real = try wire.call(shape, parameters, body: body(theirs))
            let made = try wire.call(shape, parameters, body: body(never))
            look(real, shape, "north", mayName: theirs)
            if real.status < 300 { successes.append("\(shape.name): \(real.text)") }
            if real.status != made.status || real.text != made.text.replacing(never, with: theirs) {
                differences.append("\(shape.name): \(real.text) but \(made.text)")
            }
        }
        try same(Endpoints.runDispatch.shape, north.author, ["team": north.team]) { digest in
            [
                "template": "release-notes", "inputs": ["repository": "/srv/app.git"],
                "files": [["name": "commits.txt", "digest": .string(digest)]],
            ]
        }
        try north.begin()
        try same(Endpoints.runnerSubmit.shape, runner, north.things) { digest in
            [
                "term": 1, "files": [["path": "release-notes.md", "digest": .string(digest)]], "frameCount": 0,
                "frameHead": .string(FrameChain.start.description),
            ]
        }
    }

    private mutating func look(_ answer: Wire.Answer, _ shape: EndpointShape, _ caller: String, mayName asked: String) {
        answers += 1
        let headers = answer.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        // What the caller has said may be said back to them.
        let text = asked.split(whereSeparator: { " ?&=:".contains($0) }).reduce(headers + "\n" + answer.text) {
            $0.replacing(String($1), with: "")
        }
        let secrets = [teams.south.mark, teams.southID, teams.south.team] + foreign.values
        for secret in secrets where text.contains(secret) {
            leaks.append("\(caller) \(shape.name): \(secret) in \(answer.text)")
        }
    }

    /// A body with which each change would go through, were its thing the caller's.
    private func body(_ shape: EndpointShape) -> JSON? {
        guard shape.method.isChange else { return nil }
        let digest = JSON.string(teams.south.contentDigest)
        let bodies: [String: JSON] = [
            "run_cancel": ["reason": "x"], "run_revise": ["reason": "x"], "output_defect": ["reason": "x"],
            "defect_dismiss": ["reason": "x"], "defect_withdraw": ["reason": "x"],
            "action_deny": ["reason": "x"], "absence_set": ["endsAt": "2001-01-01T00:00:00Z"],
            "delegation_offer": ["delegate": "nobody-of-that-name", "endsAt": "2001-01-01T00:00:00Z", "reason": "x"],
            "owners_simulate": ["absent": []],
            "question_answer": ["answer": "x"], "runner_heartbeat": ["term": 1],
            "runner_frames": ["term": 1, "frames": []],
            "runner_ask": ["term": 1, "text": "?", "options": []],
            "runner_act": ["term": 1, "action": "notes.append", "arguments": ["page": "x", "text": "x"], "claim": ""],
            "runner_fail": ["term": 1, "reason": "x"], "runner_withdraw": ["term": 1, "reason": "x"],
            "runner_submit": [
                "term": 1, "files": [], "frameCount": 0, "frameHead": .string(FrameChain.start.description),
            ],
            "output_release": [
                "action": "git.release", "arguments": ["repository": "/srv/app.git", "branch": "release/9"],
            ],
            "review_acknowledge": ["receipt": "00"],
            "review_answer": [
                "answer": "pass",
                "anchor": [
                    "chunk": 0, "startLine": 3, "endLine": 3, "quotation": "The range holds 12 commits",
                ],
            ],
            "review_find": ["text": "x", "cause": "agent", "isBlocking": false],
            "review_verdict": ["verdict": "approve", "contentDigest": digest],
            "action_sign": ["digest": digest, "password": "lead-password"],
        ]
        return bodies[shape.name] ?? [:]
    }
}
