import Domain
import Foundation
import Platform
import TestSupport
import Testing

/// docs/tutorial.md, run from its first command to its last against a real service, by the built command line. What is
/// printed must be what the page says. COUNTERSIGN_RECORD=1 writes what was printed into the page, to be read in the diff.
@Suite struct TutorialTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func everyCommandPrintsWhatThePageSays() throws {
        let file = Self.root.appending(path: "docs/tutorial.md")
        let kept = try String(contentsOf: file, encoding: .utf8)
        let reader = try Reader(root: Self.root)
        defer { reader.end() }
        var names = TutorialNames(folder: reader.folder, clone: Self.root.path)
        var page = ""
        for step in TutorialPage(kept).steps {
            switch step {
            case .prose(let text): page += text
            case .file(let path, let content):
                try reader.write(content, to: path)
                page += content
            case .command(let command):
                let said = try reader.run(names.real(command.line), as: command.person)
                let printed = TutorialPage.Command(
                    person: command.person, line: command.line, output: names.shown(said))
                let isSame = TutorialNames.blurred(printed.text) == TutorialNames.blurred(command.text)
                #expect(isSame || Self.isRecording, "the page says\n\(command.text)and it is\n\(printed.text)")
                page += isSame ? command.text : printed.text
            }
        }
        if Self.isRecording { try Data(page.utf8).write(to: file) }
    }

    private static let isRecording = Environment.all["COUNTERSIGN_RECORD"] == "1"

    /// Somebody who follows the page, in an empty folder.
    private struct Reader {
        let service: TestService
        let folder: String
        private let clone: String
        private let programs: String

        init(root: URL) throws {
            service = try TestService()
            clone = root.path
            folder = "/tmp/countersign-tutorial-\(Hex.encode(SecureRandom.bytes(6)))"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            // Built beside the tests.
            programs =
                URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
                .deletingLastPathComponent().path
            // The page begins where the quickstart ends: a policy, and one person who can review.
            _ = try run("countersign policy enact $CLONE/policies/small-team", as: "admin")
            _ = try run("countersign member set second --role member", as: "admin")
        }

        func end() { try? FileManager.default.removeItem(atPath: folder) }

        func write(_ content: String, to path: String) throws {
            let file = URL(filePath: "\(folder)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content.utf8).write(to: file)
        }

        /// What a terminal would show: standard output and errors as they come.
        func run(_ line: String, as person: String) throws -> String {
            var environment = [
                "PATH": "\(programs):/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "CLONE": clone,
                "HOME": "\(folder)/.\(person)", "COUNTERSIGN_SERVER": service.url, "COUNTERSIGN_TEAM": "north",
            ]
            if let login = World.Login(rawValue: person) { environment["COUNTERSIGN_TOKEN"] = try service.token(login) }
            var shell = Subprocess(
                "/bin/bash", ["-c", "{ \(line); } 2>&1"], environment: environment, directory: folder,
                deadlineSeconds: 120)
            shell.input = .none
            let outcome = try shell.run()
            return outcome.output.text
        }
    }
}

/// What differs from run to run has fixed names on the page, which commands use, too.
struct TutorialNames {
    private let folder: String
    private let clone: String
    private var shown: [String: String] = [:]
    private var counts: [Substring: Int] = [:]

    init(folder: String, clone: String) {
        self.folder = folder
        self.clone = clone
    }

    /// A command of the page, as it is run.
    func real(_ line: String) -> String {
        shown.reduce(line) { $0.replacing($1.value, with: $1.key) }
    }

    /// What was printed, as it stands on the page.
    mutating func shown(_ text: String) -> String {
        for match in text.matches(of: /\b(per|tok|rnr|run|qst|out|rev|fnd|act|sig|dfc)_[0-9a-z]{16}\b/) {
            let (id, kind) = (String(match.output.0), match.output.1)
            guard shown[id] == nil else { continue }
            counts[kind, default: 0] += 1
            let number = String(counts[kind] ?? 0)
            shown[id] = "\(kind)_" + String(repeating: "0", count: 16 - number.count) + number
        }
        var text = shown.reduce(text) { $0.replacing($1.key, with: $1.value) }
        text.replace(folder, with: "~")
        text.replace(clone, with: "$CLONE")
        text.replace(/\bnorth\b/, with: "demo")
        return text
    }

    /// Without what no two runs have in common: times, digests, and the width of columns that hold them.
    static func blurred(_ text: String) -> String {
        var text = text
        text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/, with: "(time)")
        text.replace(/\b([0-9a-f]{64}|[0-9a-f]{12})\b/, with: "(digest)")
        // How often a transcript is sent depends on the machine, and each time is an entry.
        text.replace(/Entries +\d+/, with: "Entries (n)")
        text.replace(/\x20{2,}/, with: "  ")
        return text
    }
}
