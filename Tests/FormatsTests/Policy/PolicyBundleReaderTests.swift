import Domain
import Formats
import Foundation
import Testing

@Suite struct PolicyBundleReaderTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../policies/small-team").standardizedFileURL

    func starter() throws -> [String: [UInt8]] {
        var files = [String: [UInt8]]()
        for path in try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path) where path.contains(".") {
            files[path] = try Array(Data(contentsOf: Self.folder.appending(path: path)))
        }
        files["OWNERS"] = try Array(Data(contentsOf: Self.folder.appending(path: "OWNERS")))
        return files
    }

    func problems(_ files: [String: [UInt8]]) -> [String] {
        do throws(Problems) {
            _ = try PolicyBundleReader.read(files)
            return []
        } catch {
            return error.all.map(\.text)
        }
    }

    /// A bundle that is right but for one file.
    func problems(_ name: String, _ text: String) throws -> [String] {
        var files = try starter()
        files[name] = Array(text.utf8)
        return problems(files)
    }

    @Test func aLineThatNobodyCouldMeet() throws {
        #expect(
            try problems("OWNERS", "* @@reviewer\n[S][3]\n*.md @a @b\n") == [
                "OWNERS:3:1: it asks for 3 approvals, and names 2 who could give one: nobody could ever meet this"
            ])
    }

    /// No such request reaches a rule, so no case of one says anything about the rules.
    @Test func aCaseOfWhatCannotBeAskedForIsWrong() throws {
        let text = """
            cases:
              - name: a note of its own kind
                given: {use_case: customer-insight}
                when: {action: notes.append, arguments: {page: a, bogus: 1, text: x}}
                expect: {outcome: hold}
            """
        let found = [
            "cases/notes.yaml:2:1: arguments/bogus: `bogus` is not allowed; so notes.append cannot be asked for"
        ]
        #expect(try problems("cases/notes.yaml", text) == found)
        let actions = try PolicyBundleReader.read(starter()).actions
        #expect(throws: Problems.self) { try PolicyBundleReader.cases(text, file: "cases", of: actions) }
    }

    @Test func aMisnamedKeyOfACaseIsNamedInFull() throws {
        let text = """
            cases:
              - {name: a, given: {budget: 4}, when: {dispatch: {}}, expect: {outcome: refused}}
            """
        #expect(
            try problems("cases/a.yaml", text) == [
                "cases/a.yaml:2:23: unknown key budget in given (did you mean budget_used?)"
            ])
    }

    @Test func aSchemaThatCannotBeUsedIsWrongWhereItStands() throws {
        let actions = """
            actions:
              - {name: a, class: read, reversible: true, description: d, target: t, preview: p,
                arguments: {type: object, properties: {page: {minLength: -1}}}}
            """
        #expect(
            try problems("actions.yaml", actions) == [
                "actions.yaml:3:62: arguments is not a JSON Schema: `minLength` must be a whole number that is not "
                    + "negative, found -1"
            ])
    }

    @Test func theStarterBundle() throws {
        let files = try starter()
        let bundle = try PolicyBundleReader.read(files)
        #expect(
            bundle.useCases.map(\.name)
                == ["release-notes", "customer-insight", "performance-reporting", "customer-care", "meeting-notes"])
        #expect(bundle.review == ReviewSettings())
        let release = try #require(bundle.action("git.release"))
        #expect(release.actionClass == .publish && !release.reversible && release.executor == "git-branch")
        #expect(release.target.filled(["repository": "r", "branch": "b/1"]) == "r:b/1")
        #expect(release.target.filled(["repository": "r"]) == nil)
        #expect(
            bundle.rules.first?.requirement
                == Requirement(
                    rule: "release-is-countersigned", tier: .countersignature, count: 1, people: [],
                    roles: [.reviewer, .admin], excludeRequester: true, excludeContributors: true))
        // One changed byte, anywhere, is another bundle.
        var changed = files
        changed["OWNERS", default: []].append(UInt8(ascii: "\n"))
        #expect(try PolicyBundleReader.read(changed).digest != bundle.digest)
        #expect(PolicyBundle.digest(of: files) == bundle.digest)
        #expect(
            PolicyBundle.digest(of: ["a": Array("x".utf8)])
                == Digest.of("{\"a\":\"\(Digest.of("x").description)\"}"))
    }

    @Test func filesThatAreMissingOrStrange() throws {
        var files = try starter()
        files["approvals.yml"] = files.removeValue(forKey: "approvals.yaml")
        files["cases/deep/a.yaml"] = []
        files["README.md"] = []
        let allowed = "use-cases.yaml, actions.yaml, approvals.yaml, review.yaml, OWNERS, cases/*.yaml and *.md"
        #expect(
            problems(files) == [
                "approvals.yaml:1:1: this file is missing in the bundle",
                "approvals.yml:1:1: a bundle has \(allowed); not this file (did you mean approvals.yaml?)",
                "cases/deep/a.yaml:1:1: a bundle has \(allowed); not this file",
            ])
    }

    @Test func problemsOfAllFilesAtOnce() throws {
        var files = try starter()
        files["actions.yaml"] = Array("actions: [\n".utf8)
        files["review.yaml"] = Array("risk: {}\n".utf8)
        files["OWNERS"] = Array("* rita\nkind:dada @@reviewer\n/x @org/team\n".utf8)
        #expect(
            problems(files) == [
                "OWNERS:1:3: Invalid owner: `rita` is not @login, @@role or an e-mail address (did you mean @rita?)",
                "OWNERS:2:1: Unknown kind: kinds of output are code, document, analysis, data, message "
                    + "(did you mean kind:data?)",
                "OWNERS:3:1: @org/team has nobody in it here: owners are @login, @@role or an e-mail address "
                    + "(did you mean @@reviewer?)",
                "actions.yaml:2:1: did not find expected node content (while parsing a flow node); "
                    + "put a text with brackets or commas in quotation marks",
                "review.yaml:1:1: unknown key risk in the file (did you mean risks?)",
            ])
    }

    @Test func useCases() throws {
        let text = """
            use_cases:
              - name: Release Notes
                description: d
                risk: share
                modes: []
                level: act
                kind: [document]
                templates: "*"
              - name: x
                description: d
                risk: routine
                modes: cowork
                level: draft
                kinds: [document]
                templates: "*"
              - name: x
                description: d
                risk: routine
                modes: cowork
                level: draft
                kinds: [document]
                templates: "*"
            """
        #expect(
            try problems("use-cases.yaml", text) == [
                "use-cases.yaml:2:5: kinds is missing in a use case",
                "use-cases.yaml:2:11: name must be 1 to 64 of a-z 0-9 . _ - and start with a letter or digit; "
                    + "this is Release Notes",
                "use-cases.yaml:4:11: risk must be one of routine, shared, sensitive, irreversible; this is share "
                    + "(did you mean shared?)",
                "use-cases.yaml:5:12: modes must not be empty",
                "use-cases.yaml:7:5: unknown key kind in a use case (did you mean kinds?)",
                "use-cases.yaml:16:1: x is already defined in line 9",
            ])
    }

    @Test func actions() throws {
        let text = """
            actions:
              - name: a
                class: publsh
                reversible: yes
                description: d
                arguments: {type: string}
                executor: x
                target: "{a"
                preview: p
              - name: b
                class: write
                reversible: true
                description: d
                arguments: {type: object, properties: {page: {type: string}, to: {type: string}}, required: [page]}
                target: "{pge}"
                preview: "{to}"
                recipients: too
                limit_per_run: 101
            """
        #expect(
            try problems("actions.yaml", text) == [
                "actions.yaml:3:12: class must be one of read, write, communicate, pay, publish, delete, configure, "
                    + "execute; this is publsh (did you mean publish?)",
                "actions.yaml:4:17: reversible must be true or false; this is the text \"yes\" (did you mean true?)",
                "actions.yaml:6:23: arguments must be a JSON Schema of an object (did you mean type: object?)",
                "actions.yaml:8:13: target has a brace that is not {argument}",
                "actions.yaml:10:5: executor is missing: someone must carry out a write",
                "actions.yaml:15:13: {pge} in target is not an argument (did you mean {page}?)",
                "actions.yaml:16:14: {to} in preview must be a required argument",
                "actions.yaml:17:17: recipients must name an argument; too is none (did you mean to?)",
                "actions.yaml:18:20: limit_per_run must be from 1 to 100; this is 101",
            ])
    }

    @Test func approvals() throws {
        let text = """
            rules:
              - {name: a, effect: permit, if: {}}
              - {name: b, effect: hold, if: {actoin: git.release}}
              - {name: floor, effect: permit, if: {risk: {at_least: sensitive, at_most: shared}}}
              - name: d
                effect: permit
                if: {any: [], arguments: {amount: {more: 1, at_most: lots}}}
                requires: {roles: [admin]}
              - name: e
                effect: hold
                if: {action: git.release}
                sign_off: countersignature
                requires: {count: 0}
                options: {exclude_requester: false, invalidate_on_change: false}
              - name: f
                effect: hold
                if: {action: git.release}
                sign_off: countersignature
                requires: {count: 3, people: [ann, ben, ann]}
              - name: g
                effect: hold
                if: {action: git.release}
                sign_off: confirmation
                requires: {count: 2}
            """
        #expect(
            try problems("approvals.yaml", text)
                == [
                    "approvals.yaml:2:35: a rule must say what it is about (did you mean action: \"**\"?)",
                    "approvals.yaml:3:5: requires is missing in a rule",
                    "approvals.yaml:3:5: sign_off is missing in a rule",
                    "approvals.yaml:3:34: unknown key actoin in if (did you mean action?)",
                    "approvals.yaml:4:12: floor is the name of a built-in rule: choose another",
                    "approvals.yaml:4:46: no risk is at least sensitive and at most shared",
                    "approvals.yaml:7:15: any must not be empty",
                    "approvals.yaml:7:40: unknown key more in the comparison of amount",
                    "approvals.yaml:7:58: at_most needs a number; this is the text \"lots\"",
                    "approvals.yaml:8:15: requires belongs to a rule with effect hold; this one is permit",
                    "approvals.yaml:13:15: a sign-off by others needs people, roles, teams or a competence",
                    "approvals.yaml:13:23: count must be from 1 to 20; this is 0",
                    "approvals.yaml:14:34: a countersignature is never the requester's: leave this true, or ask for a "
                        + "confirmation",
                    "approvals.yaml:14:63: a sign-off is for exactly what was signed and never outlives a change: leave "
                        + "this true, or out",
                    "approvals.yaml:19:15: nobody could satisfy this: 3 people are required and 2 can be entitled",
                    "approvals.yaml:24:15: nobody could satisfy this: 2 people are required and 1 can be entitled",
                ])
    }

    @Test func namesThatLeadNowhere() throws {
        var files = try starter()
        files["approvals.yaml"] = Array(
            """
            rules:
              - name: a
                effect: permit
                if:
                  action: [git.relase, "x.*"]
                  use_case: release-note
                  arguments: {amuont: 1}
            """.utf8)
        files = files.filter { !$0.key.hasPrefix("cases/") }
        files["cases/a.yaml"] = Array(
            """
            cases:
              - name: n
                when: {action: git.releas}
                expect: {outcome: hold, rule: b}
              - name: an unknown action may be expected to be denied
                when: {action: git.releas}
                expect: {outcome: deny}
            """.utf8)
        #expect(
            problems(files) == [
                "approvals.yaml:5:16: there is no action git.relase (did you mean git.release?)",
                "approvals.yaml:5:28: no action matches x.*",
                "approvals.yaml:6:17: there is no use case release-note (did you mean release-notes?)",
                "approvals.yaml:7:19: there is no argument amuont (did you mean amount?)",
                "cases/a.yaml:3:20: there is no action git.releas (did you mean git.release?)",
                "cases/a.yaml:4:35: there is no rule b",
            ])
    }

    @Test func cases() throws {
        let text = """
            cases:
              - name: neither
                when: {}
                expect: {outcome: allow}
              - name: mixed
                given: {mode: alone, outputs: [{path: a}]}
                when: {action: git.release}
                expect: {outcome: admitted, code: nope}
            """
        let found = try problems("cases/x.yaml", text)
        #expect(
            found.map { String($0.prefix(70)) }
                == [
                    "cases/x.yaml:3:11: when must have either action or dispatch",
                    "cases/x.yaml:5:1: arguments: `branch` is required; so git.release cannot be asked for",
                    "cases/x.yaml:5:1: arguments: `repository` is required; so git.release cannot be asked for",
                    "cases/x.yaml:6:19: mode must be one of cowork, dispatch; this is alone",
                    "cases/x.yaml:6:36: kind is missing in an output",
                    "cases/x.yaml:8:23: what is asked here ends in one of allow, deny, hold; not in admitted",
                    "cases/x.yaml:8:39: code must be one of bad_request, invalid_input, invalid_template",
                ].map { String($0.prefix(70)) })
    }

    /// A team can be stricter than the standard, never laxer.
    @Test(arguments: [
        ("risks: {sensitive: {approvals: 1}}", "1:32: approvals must be from 2 to 10; this is 1"),
        ("risks: {shared: {approvals: 11}}", "1:29: approvals must be from 1 to 10; this is 11"),
        ("risks: {shared: {lifetime: 8d}}", "1:28: lifetime must be from 10m to 7d; this is 8d"),
        ("risks: {shared: {lifetime: 9m}}", "1:28: lifetime must be from 10m to 7d; this is 9m"),
        ("risks: {shared: {lifetime: 1w}}", "1:28: lifetime must be a number with m, h or d, such as 72h; this is 1w"),
        ("risks: {shared: {overdue: 59m}}", "1:27: overdue must be from 1h to 7d; this is 59m"),
        ("risks: {shared: {overdue: 8d}}", "1:27: overdue must be from 1h to 7d; this is 8d"),
        (
            "risks: {shared: {overdue: soon}}",
            "1:27: overdue must be a number with m, h or d, such as 72h; this is soon"
        ),
        (
            "pace_seconds: {prose_word: {refuse: 0.079}}",
            "1:37: refuse must be from 0.08 to 0.15 seconds; this is 0.079"
        ),
        ("pace_seconds: {prose_word: {refuse: 0.16}}", "1:37: refuse must be from 0.08 to 0.15 seconds; this is 0.16"),
        ("pace_seconds: {image: {flag: fast}}", "1:30: flag must be a number of seconds; this is the text \"fast\""),
        ("size: {effective_lines: 801}", "1:25: effective_lines must be from 50 to 800; this is 801"),
        ("supervised_runs: 21", "1:18: supervised_runs must be from 0 to 20; this is 21"),
        ("supervised_runs: -1", "1:18: supervised_runs must be from 0 to 20; this is -1"),
    ])
    func reviewBounds(text: String, problem: String) throws {
        #expect(try problems("review.yaml", text) == ["review.yaml:" + problem])
    }

    @Test func reviewMayBeStricter() throws {
        var files = try starter()
        files["review.yaml"] = Array(
            """
            risks: {routine: {approvals: 2, lifetime: 10m, overdue: 7d}}
            pace_seconds: {prose_word: {refuse: 0.15, planned: 0.3}}
            size: {words: 500}
            supervised_runs: 20
            """.utf8)
        var expected = ReviewSettings()
        expected.risks[.routine] = RiskSettings(approvals: 2, lifetimeSeconds: 600, overdueSeconds: 604_800)
        expected.pace[.proseWord] = PaceLimits(
            refuseMilliseconds: 150, flagMilliseconds: 150, plannedMilliseconds: 300)
        expected.size.words = 500
        expected.supervisedRuns = 20
        #expect(try PolicyBundleReader.read(files).review == expected)
    }

    @Test func problemsBecomeOneFailure() throws {
        let problem = Problem(file: "a", line: 1, column: 2, message: "m", suggestion: "s")
        let failure = try #require(Problems([problem, Problem(file: "a", line: 1, column: 1, message: "x")]))
            .failure(.invalidBundle)
        #expect(failure.message == "a:1:1: x (and 1 more)")
        #expect(
            failure.detail["problems"]?[1]
                == ["file": "a", "line": 1, "column": 2, "message": "m", "suggestion": "s"])
        #expect(Problems([]) == nil)
    }
}
