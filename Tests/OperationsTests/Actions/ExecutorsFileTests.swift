import Domain
import FoundationEssentials
import Testing

@testable import Operations

@Suite struct ExecutorsFileTests {
    @Test func theOperatorSaysWhoCanDoWhat() throws {
        let executors = try ExecutorsFile.read(
            Array(
                """
                executors:
                  git-branch: {kind: git-branch, repositories: [/srv/git/*.git]}
                  notify:
                    kind: command
                    command: [/usr/local/bin/notify, --quiet]
                    timeout_seconds: 30
                    environment: {CHANNEL: releases}

                """.utf8), file: "executors.yaml")
        let notify = try #require(executors["notify"] as? CommandExecutor)
        #expect(notify.program == "/usr/local/bin/notify" && notify.arguments == ["--quiet"])
        #expect(notify.environment == ["CHANNEL": "releases"] && notify.deadlineSeconds == 30)
        #expect(executors["git-branch"] is GitBranchExecutor && executors["pigeon"] == nil)
    }

    @Test(arguments: [
        ("executors: [a]", "executors.yaml:1:12: executors must be a mapping from names"),
        (
            "executors: {a: {kind: pigeon}}",
            "executors.yaml:1:23: kind must be one of git-branch, command; this is pigeon"
        ),
        ("executors: {a: {kind: command}}", "executors.yaml:1:16: command is missing in the executor a"),
        (
            "executors: {a: {kind: git-branch, repositories: [srv]}}",
            "executors.yaml:1:16: repositories are absolute paths"
        ),
        ("executor: {}", "executors.yaml:1:1: unknown key executor in the file"),
        ("executors: {a: {kind: command, command: [x], timeout_seconds: 0}}", "timeout_seconds must be from 1 to 3600"),
        ("executors: {", "executors.yaml:"),
    ])
    func whatIsWrongIsSaidWithItsPlace(text: String, message: String) {
        let problems = #expect(throws: Problems.self) {
            try ExecutorsFile.read(Array(text.utf8), file: "executors.yaml")
        }
        #expect(problems?.all.contains { $0.text.contains(message) } == true, "\(problems?.all.map(\.text) ?? [])")
    }

    @Test func aFileThatIsNotThereIsNamed() {
        let failure = #expect(throws: Failure.self) { try ExecutorsFile.load(path: "/nonexistent/executors.yaml") }
        #expect(failure?.message.contains("/nonexistent/executors.yaml") == true)
    }
}
