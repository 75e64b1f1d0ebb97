import Decisions
import Domain
import Foundation
import Testing

@testable import Formats

/// Every bundle in the repository passes its own cases, and every rule of it is matched by one.
@Suite struct BundleCaseTests {
    static let folders: [URL] = {
        let cases = Bundles.packageRoot.appending(path: "Tests/DecisionsTests/Cases")
        let policies = Bundles.packageRoot.appending(path: "policies")
        return [cases, policies].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { !$0.contains(".") }.sorted().map { folder.appending(path: $0) }
        }
    }()

    @Test func thereAreBundles() {
        #expect(Set(Self.folders.map(\.lastPathComponent)).isSuperset(of: ["meanings", "predicates", "small-team"]))
    }

    @Test(arguments: folders)
    func casesPassAndMatchEveryRule(folder: URL) throws {
        let files = try Bundles.files(in: folder)
        do throws(Problems) {
            let bundle = try PolicyBundleReader.read(files)
            let report = bundle.test()
            #expect(bundle.remarks == [])
            let failures = report.results.filter { !$0.passed }.map { result in
                "\(result.policyCase.place) \(result.policyCase.name): \(result.differences) because \(result.reasons)"
            }
            #expect(failures == [])
            #expect(report.unmatchedRules.map(\.name) == [])
            #expect(!report.results.isEmpty)
        } catch {
            Issue.record("\(folder.lastPathComponent): \(error.all.map(\.text).joined(separator: "\n"))")
        }
    }

    /// A rule about what no request has is a rule about nothing; what is wary of an unseen reading is met by it.
    @Test(arguments: [
        ("permit", "none", true), ("permit", "web", true), ("permit", "[web, unknown_tool]", false),
        ("forbid", "none", true), ("forbid", "web", false), ("forbid", "[none, mail]", false),
    ])
    func aRuleAboutATaintThatNothingProducesIsNamed(effect: String, taint: String, isNamed: Bool) throws {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            .filter { !$0.key.hasPrefix("cases/") }
        func remarks(_ condition: String) throws -> [String] {
            files["approvals.yaml"] = Array("rules:\n  - {name: a, effect: \(effect), if: \(condition)}\n".utf8)
            return try PolicyBundleReader.read(files).remarks.map(\.text)
        }
        // Another branch may be met.
        #expect(try remarks("{any: [{action: notes.append}, {taint: \(taint)}]}") == [])
        #expect(
            try remarks("{all: [{action: notes.append}, {any: [{taint: \(taint)}]}]}")
                == (isNamed
                    ? [
                        "approvals.yaml:2:1: a asks for the taint \(taint), and every real request has unknown_tool: nobody "
                            + "sees what an agent reads; so this can never be met"
                    ] : []))
    }

    /// A case is judged as a real request is, unless it says otherwise; and then that is said.
    @Test func aCaseOfWhatNoRequestIsIsNamed() throws {
        func bundle(_ given: String) throws -> PolicyBundle {
            var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
                .filter { !$0.key.hasPrefix("cases/") }
            files["approvals.yaml", default: []] += Array(
                "\n  - {name: steered, effect: forbid, if: {action: notes.append, taint: web}}\n".utf8)
            files["cases/a.yaml"] = Array(
                """
                cases:
                  - name: a note
                    given: {use_case: performance-reporting\(given)}
                    when: {action: notes.append, arguments: {page: a, text: b}}
                    expect: {outcome: deny, rule: steered}
                """.utf8)
            return try PolicyBundleReader.read(files)
        }
        let real = try bundle("")
        #expect(real.test().passed && real.remarks == [])
        let imagined = try bundle(", taint: []")
        #expect(!imagined.test().passed)
        #expect(
            imagined.remarks == [
                Problem(
                    file: "cases/a.yaml", line: 2, column: 1,
                    message:
                        "this case has the taint none, and every real request has unknown_tool: nobody sees what an "
                        + "agent reads")
            ])
        #expect(try bundle(", taint: unknown_tool").remarks == [])
    }

    @Test func aWrongExpectationFailsAndAnUntouchedRuleIsNamed() throws {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
        for path in files.keys where path.hasPrefix("cases/") { files[path] = nil }
        files["cases/a.yaml"] = Array(
            """
            cases:
              - name: wishful
                given: {use_case: release-notes}
                when: {action: git.release, arguments: {repository: r, branch: main}}
                expect: {outcome: allow, rule: notes-are-free, missing: a miracle}
              - name: wrong code
                when: {dispatch: {}}
                expect: {outcome: refused, code: pool_too_small}
            """.utf8)
        let report = try PolicyBundleReader.read(files).test()
        #expect(!report.passed)
        #expect(
            report.results.map(\.differences) == [
                [
                    "expected allow, got deny", "expected the rule notes-are-free among the reasons",
                    "expected \"a miracle\" to be missing, got nothing",
                ],
                ["expected the code pool_too_small, got use_case_missing"],
            ])
        #expect(report.results.map(\.policyCase.place) == [2, 6].map { Place(file: "cases/a.yaml", line: $0) })
        #expect(
            report.unmatchedRules.map(\.name).sorted() == [
                "no-large-refund", "no-notice-to-everybody", "notes-are-free", "notice-is-countersigned",
                "refund-is-countersigned",
            ])
    }

    /// Whoever writes a login into OWNERS forgets the people of the cases.
    @Test func anOwnerWhoIsNotAmongTheCasesPeopleIsNamed() throws {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
        files["OWNERS"] = Array("# Ours\n* @zoe\n".utf8)
        func failed(people: String, requester: String = "req") throws -> [String] {
            files["cases/a.yaml"] = Array(
                """
                cases:
                  - name: notes
                    given:
                      template: release-notes
                      use_case: release-notes
                      outputs: [{path: a.md, kind: document}]
                      requester: {login: \(requester)}
                      people: [\(people)]
                    when: {dispatch: {}}
                    expect: {outcome: admitted}
                """.utf8)
            let results = try PolicyBundleReader.read(files).test().results
            return results.first { $0.policyCase.name == "notes" }?.differences ?? []
        }
        let expected = "expected admitted, got refused"
        let two = "{login: ann, roles: [reviewer]}, {login: bob}"
        #expect(
            try failed(people: two) == [expected, "OWNERS:2 asks for @zoe; the case's people are ann, bob"])
        #expect(try failed(people: "") == [expected, "OWNERS:2 asks for @zoe; the case has no people"])
        #expect(try failed(people: "{login: zoe, roles: [reviewer]}", requester: "zoe") == [expected])
        #expect(try failed(people: "{login: zoe, roles: [reviewer]}") == [])
    }

    /// A case that expects something else decides nothing, and whoever reads the difference must see it all the same.
    @Test func aChangedCaseIsToldByName() throws {
        func bundle(_ edit: (String) -> String) throws -> PolicyBundle {
            var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            files["cases/refund.yaml"] = Array(
                edit(String(decoding: files["cases/refund.yaml"] ?? [], as: UTF8.self)).utf8)
            return try PolicyBundleReader.read(files)
        }
        let old = try bundle { $0 }
        let first = try #require(old.cases.first { $0.place.file == "cases/refund.yaml" })
        let other = try bundle {
            $0.replacingOccurrences(of: "rule: no-large-refund", with: "rule: refund-is-countersigned")
        }
        let changed = other.cases.filter { one in
            old.cases.contains { $0.name == one.name && $0.expected != one.expected }
        }
        #expect(!changed.isEmpty)
        let text = "\(changed.count) changed: \(changed.map(\.name).joined(separator: "; "))"
        #expect(
            other.changes(since: old) == [PolicyChange(.neutral, "cases", text, place: changed.first?.place)])
        // Where it stands is nothing.
        #expect(try bundle { "\n" + $0 }.changes(since: old) == [])
        let renamed = try bundle { $0.replacingOccurrences(of: first.name, with: "another name") }
        #expect(renamed.changes(since: old) == [PolicyChange(.neutral, "cases", "1 added, 1 removed")])
    }
}
