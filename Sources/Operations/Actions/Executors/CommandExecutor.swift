import Domain
import Platform

/// Runs a program that the operator has named, with the signed bytes on its standard input and nothing of ours in its
/// environment. Exit code 0 means done, any other not done; one that was cut off may have done it.
package struct CommandExecutor: Executor {
    static let outputLimitBytes = 64 << 10

    package let program: String
    package let arguments: [String]
    package let environment: [String: String]
    package let deadlineSeconds: Int
    package let exportsOutput = false

    package init(program: String, arguments: [String], environment: [String: String], deadlineSeconds: Int) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.deadlineSeconds = deadlineSeconds
    }

    package func objection(to arguments: JSON) -> String? { nil }

    package func execute(_ order: EffectOrder) throws -> EffectReport {
        let path = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        var process = Subprocess(
            program, arguments, environment: path.merging(environment) { _, given in given }, directory: "/",
            deadlineSeconds: Double(deadlineSeconds))
        process.input = .bytes(Array(order.canonical.utf8))
        process.output = .capture(limitBytes: Self.outputLimitBytes)
        process.errors = .capture(limitBytes: Self.outputLimitBytes)
        process.graceSeconds = 5
        // What nobody is told of must be over before it is called lost.
        process.endsWithUs = true
        let outcome = try process.run()
        var result: [String: JSON] = [
            "output": .string(Self.shown(outcome.output)), "errors": .string(Self.shown(outcome.errors)),
            "is_truncated": .bool(outcome.output.isTruncated || outcome.errors.isTruncated),
        ]
        switch outcome.end {
        case .exited(let code) where !outcome.timedOut:
            result["exit_code"] = .integer(Int64(code))
            return EffectReport(ending: code == 0 ? .finished : .failed, result: .object(result))
        case .exited, .signalled:
            result["reason"] = .string(outcome.timedOut ? "it took longer than \(deadlineSeconds) s" : "it was killed")
            return EffectReport(ending: .unknown, result: .object(result))
        }
    }

    /// What a program said, without secrets and without what a terminal would act on; the database holds no U+0000.
    private static func shown(_ captured: Outcome.Captured) -> String {
        HiddenText.render(Redactor.clean(captured.text))
    }
}
