import Decisions
import Domain
import Foundation
import Testing

/// Cedar, by others, as a referee over what both languages can say: permit and forbid, equality, one of a set, whole numbers
/// compared, patterns, `all` and `any`; default deny, forbid over permit. It comes from PyPI (`cedarpy`), into a scratch
/// virtual environment.
///
/// One difference is meant. A policy that cannot be evaluated, Cedar leaves out; here it denies. And what it leaves out
/// depends on the order of its conditions, here it does not. So where Cedar reports an error, the answer here is its own or
/// a denial; everywhere else the two must be equal.
@Suite struct CedarTests {
    private static let bundles = 1000
    private static let requestsPerBundle = 10

    @Test func decisionsAreCedars() throws {
        guard let python = try Self.pythonWithCedar() else {
            print(
                "SKIPPED CedarTests.decisionsAreCedars: no cedarpy from PyPI here (python3 -m venv, pip install cedarpy)"
            )
            return
        }
        var ours = [[PolicyDecision.Outcome]]()
        var questions = [[String: Any]]()
        for seed in 1...UInt64(Self.bundles) {
            var generator = CedarGenerator(seed: seed)
            let rules = generator.rules()
            let bundle = Generator(seed: seed).bundle(rules)
            let facts = (0..<Self.requestsPerBundle).map { _ in generator.facts() }
            ours.append(facts.map { bundle.decide($0).outcome })
            questions.append(["policies": rules.map(\.cedar).joined(separator: "\n"), "contexts": facts.map(\.cedar)])
        }
        let theirs = try Self.ask(python, questions)
        var seen = [String: Int]()
        for (index, answers) in theirs.enumerated() {
            for (number, answer) in answers.enumerated() {
                let mine = ours[index][number] == .allow ? "Allow" : "Deny"
                seen[answer, default: 0] += 1
                let isMeant =
                    answer == "\(mine)"
                    || (answer.hasSuffix("with errors") && (mine == "Deny" || answer.hasPrefix(mine)))
                #expect(isMeant, "bundle \(index + 1), request \(number): Cedar says \(answer), we say \(mine)")
            }
        }
        #expect(theirs.count == Self.bundles && theirs.allSatisfy { $0.count == Self.requestsPerBundle })
        for answer in ["Allow", "Deny", "Allow with errors", "Deny with errors"] {
            #expect(seen[answer, default: 0] > 100, "\(seen)")
        }
    }

    private static let program = """
        import json, sys, cedarpy
        for question in json.load(open(sys.argv[1])):
            requests = [{"principal": 'User::"u"', "action": 'Action::"a"', "resource": 'Thing::"t"', "context": c}
                        for c in question["contexts"]]
            answers = cedarpy.is_authorized_batch(requests, question["policies"], [])
            print(json.dumps([a.decision.value + (" with errors" if a.diagnostics.errors else "") for a in answers]))
        """

    private static func ask(_ python: String, _ questions: [[String: Any]]) throws -> [[String]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cedar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "questions.json")
        try JSONSerialization.data(withJSONObject: questions).write(to: file)
        let (status, output) = try run(python, ["-c", program, file.path])
        #expect(status == 0)
        return try output.split(separator: "\n").map { try JSONDecoder().decode([String].self, from: Data($0.utf8)) }
    }

    /// Made once and kept in the temporary folder of this machine. Nil where PyPI cannot be reached.
    private static func pythonWithCedar() throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "countersign-referee-cedarpy").path
        let python = folder + "/bin/python"
        if try run(python, ["-c", "import cedarpy"]).status == 0 { return python }
        guard try run("/usr/bin/env", ["python3", "-m", "venv", folder]).status == 0 else { return nil }
        let pip = [
            "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "5", "--retries", "1",
            "cedarpy",
        ]
        guard try run("/usr/bin/env", ["timeout", "60", python] + pip).status == 0 else { return nil }
        return try run(python, ["-c", "import cedarpy"]).status == 0 ? python : nil
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        guard FileManager.default.isExecutableFile(atPath: program) else { return (127, "") }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}

/// Rules and requests that both languages can say.
private struct CedarGenerator {
    private var generator: Generator

    init(seed: UInt64) { generator = Generator(seed: seed ^ 0xCEDA_0000) }

    mutating func rules() -> [ApprovalRule] {
        (0..<Int.random(in: 1...5, using: &generator)).map { index in
            ApprovalRule(
                name: "rule\(index)", effect: generator.one(of: .permit, .permit, .forbid), description: nil,
                condition: condition(depth: 0), requirement: nil, place: Place(file: "approvals.yaml", line: index + 1))
        }
    }

    private mutating func condition(depth: Int) -> Condition {
        let kind = depth < 2 ? Int.random(in: 0...3, using: &generator) : 3
        let parts =
            kind < 2 ? (0..<Int.random(in: 1...3, using: &generator)).map { _ in condition(depth: depth + 1) } : []
        return kind == 0 ? .all(parts) : kind == 1 ? .any(parts) : .predicate(predicate())
    }

    private mutating func predicate() -> Predicate {
        let limit = JSON.integer(Int64.random(in: -3...6, using: &generator))
        return switch Int.random(in: 0...6, using: &generator) {
        case 0: .fact(.risk, oneOf: generator.one(of: ["routine"], ["shared", "routine"], ["sensitive", "shared"]))
        case 1: .fact(.mode, oneOf: [generator.one(of: "cowork", "dispatch")])
        case 2: .fact(.template, oneOf: [generator.one(of: "t-a", "t-**", "**a", "**")])
        case 3: .argument(generator.one(of: "n", "s", "gone"), .equals(generator.one(of: .string("x"), limit)))
        case 4: .argument("s", .oneOf([.string("x"), .string("y")]))
        case 5:
            .argument(
                generator.one(of: "n", "n", "n", "s"),
                .number(generator.one(of: .atMost, .atLeast, .above, .below), limit))
        default: .argument(generator.one(of: "s", "s", "n"), .matches([generator.one(of: "x**", "**y")]))
        }
    }

    mutating func facts() -> ActionFacts {
        let action = ActionDefinition(
            name: "a", actionClass: .write, reversible: true, description: "", argumentSchema: ["type": "object"],
            executor: "x", target: .constant, preview: .constant, recipientsArgument: nil, limitPerRun: 1,
            place: Place(file: "actions.yaml", line: 1))
        let useCase = UseCase(
            name: "u", description: "", riskCeiling: .irreversible, modes: Mode.allCases, level: .act, kinds: [],
            actions: ["a"], actionClasses: [], tools: [], templates: ["**"],
            place: Place(file: "use-cases.yaml", line: 1))
        return ActionFacts(
            template: generator.one(of: "t-a", "t-b", "u"), useCase: useCase,
            mode: generator.one(of: .cowork, .dispatch),
            risk: generator.one(of: .routine, .shared, .sensitive), outputs: [], action: action,
            arguments: [
                "n": .integer(Int64.random(in: -4...7, using: &generator)), "s": generator.one(of: "x", "y", "xy", "z"),
            ],
            requester: PersonFacts(id: "per_1", login: "ann", roles: [.member]), contributors: [], policyEditors: [],
            earlierRequests: 0)
    }
}

extension ActionFacts {
    fileprivate var cedar: [String: Any] {
        [
            "template": template, "mode": mode.rawValue, "risk": risk.rawValue,
            "arguments": ["n": arguments["n"]?.integer.map { Int($0) } ?? 0, "s": arguments["s"]?.string ?? ""]
                as [String: Any],
        ]
    }
}

extension ApprovalRule {
    fileprivate var cedar: String { "\(effect.rawValue)(principal, action, resource) when { \(condition.cedar) };" }
}

extension Condition {
    fileprivate var cedar: String {
        switch self {
        case .all(let parts): "(\(parts.map(\.cedar).joined(separator: " && ")))"
        case .any(let parts): "(\(parts.map(\.cedar).joined(separator: " || ")))"
        case .predicate(.fact(let name, let globs)):
            "(\(globs.map { "context.\(name.rawValue) like \"\($0.cedar)\"" }.joined(separator: " || ")))"
        case .predicate(.argument(let name, let comparison)): "(\(comparison.cedar("context.arguments.\(name)")))"
        case .predicate: "false"
        }
    }
}

extension Glob {
    fileprivate var cedar: String { description.replacing("**", with: "*") }
}

extension Comparison {
    fileprivate func cedar(_ value: String) -> String {
        switch self {
        case .equals(let wanted): "\(value) == \(wanted.canonical)"
        case .oneOf(let wanted): "[\(wanted.map(\.canonical).joined(separator: ", "))].contains(\(value))"
        case .matches(let globs): globs.map { "\(value) like \"\($0.cedar)\"" }.joined(separator: " || ")
        case .number(let relation, let limit):
            switch relation {
            case .atMost: "\(value) <= \(limit.canonical)"
            case .atLeast: "\(value) >= \(limit.canonical)"
            case .above: "\(value) > \(limit.canonical)"
            case .below: "\(value) < \(limit.canonical)"
            }
        }
    }
}
