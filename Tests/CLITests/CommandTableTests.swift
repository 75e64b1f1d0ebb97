import API
import Testing

@testable import CLI

@Suite struct CommandTableTests {
    private static let paths = CommandTable.all.commands.map(\.path)

    private func command(_ path: String) throws -> Command {
        try #require(CommandTable.all.commands.first { $0.path == path }).command
    }

    @Test(arguments: paths) func helpIsAsItWasKept(_ path: String) throws {
        let outcome = countersign(["help"] + path.split(separator: " ").map(String.init))
        #expect(outcome.code == .ok)
        #expect(outcome.output == HelpText.command(path, try command(path)))
        try Snapshot.expect(outcome.output, "help-" + path.replacing(" ", with: "-"))
    }

    @Test func overviewIsAsItWasKept() throws {
        let outcome = countersign([])
        #expect(outcome == countersign(["help"]))
        try Snapshot.expect(outcome.output, "help")
    }

    @Test(arguments: ["version", "--version"]) func theVersionIsThatOfTheAPI(_ word: String) {
        let outcome = countersign([word])
        #expect(outcome.code == .ok && outcome.error.isEmpty)
        #expect(outcome.output == "countersign \(Version.text)\n")
    }

    @Test func noSnapshotIsLeftOver() {
        let expected = Set(Self.paths.map { "help-" + $0.replacing(" ", with: "-") } + ["help"])
        #expect(Snapshot.names.filter { $0.hasPrefix("help") && !expected.contains($0) } == [])
    }

    @Test(arguments: paths) func everyCommandSaysWhatItIs(_ path: String) throws {
        let command = try command(path)
        #expect(command.summary.hasSuffix(".") && command.summary.count <= 70)
        #expect(command.description.hasSuffix("."))
        #expect(command.description != command.summary)
        #expect(!command.examples.isEmpty)
        for option in command.options.map(\.shape) { #expect(option.summary.hasSuffix("."), "--\(option.name)") }
        for argument in command.arguments.map(\.shape) { #expect(argument.summary.hasSuffix("."), "\(argument.name)") }
        #expect(command.arguments.dropLast().allSatisfy { $0.shape.arity == .one || path == "help" })
        let names = (command.options + GlobalOptions.all).map(\.shape.name)
        #expect(Set(names).count == names.count, "an option has two meanings")
        let letters = (command.options + GlobalOptions.all).compactMap(\.shape.short)
        #expect(Set(letters).count == letters.count, "a letter has two meanings")
    }

    @Test(arguments: paths) func everyExampleIsALineThatThisVersionReads(_ path: String) throws {
        for example in try command(path).examples {
            let uses = try ShellWords.commands(in: example.line).filter { $0.first == "countersign" }
            #expect(!uses.isEmpty, "\(example.line)")
            var isAboutThis = false
            for use in uses {
                // Commands of others may not be in the table yet when a line only mentions them.
                guard
                    case .command(let used, let command, let rest)? = try? CommandTable.all.resolve(
                        Array(use.dropFirst()))
                else { continue }
                isAboutThis = isAboutThis || used == path || use.contains("help")
                _ = try ArgumentParser.parse(
                    rest, arguments: command.arguments.map(\.shape),
                    options: (command.options + GlobalOptions.all).map(\.shape))
            }
            #expect(isAboutThis || path == "help", "\(example.line)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsKnowEveryCommandAndOption(_ shell: String) {
        let script = countersign(["completion", shell]).output
        for (path, command) in CommandTable.all.commands {
            for word in path.split(separator: " ") { #expect(script.contains(word), "\(path)") }
            for option in command.options {
                #expect(script.contains(option.shape.name), "\(path) --\(option.shape.name)")
            }
        }
    }

    @Test(arguments: [
        (["rum"], "there is no command `rum`; did you mean `countersign run`?"),
        (["run", "dispach"], "there is no command `run dispach`; did you mean `countersign run dispatch`?"),
        (["xyzzy"], "there is no command `xyzzy`"),
    ])
    func unknownCommandsAreRefused(_ words: [String], _ message: String) {
        #expect(
            countersign(words)
                == Outcome(code: .usage, output: "", error: "countersign: \(message)\nTry `countersign help`.\n"))
    }

    @Test func aMissingWordIsToldWithTheUsageLine() {
        #expect(
            countersign(["--json", "output", "get"])
                == Outcome(
                    code: .usage, output: "",
                    error: """
                        countersign: OUTPUT is missing: the output's id, out_….
                        Usage: countersign output get OUTPUT [options]
                        More: countersign output get --help

                        """))
    }

    @Test func theShortFormIsTheCommand() {
        #expect(countersign(["help", "dispatch"]) == countersign(["help", "run", "dispatch"]))
        #expect(countersign(["dispatch", "--help"]) == countersign(["help", "run", "dispatch"]))
    }
}

/// Enough of a shell to read examples: quotation marks, pipes, substitutions.
enum ShellWords {
    struct Unreadable: Error {}

    static func commands(in line: String) throws -> [[String]] {
        var commands: [[String]] = [[]]
        var word: String?
        var quote: Character?
        func end() {
            if let word { commands[commands.count - 1].append(word) }
            word = nil
        }
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                continue
            }
            switch character {
            case "'", "\"":
                quote = character
                word = word ?? ""
            case " ": end()
            case "|", "&", "(", ")", "<", ">":
                end()
                commands.append([])
            default: word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { throw Unreadable() }
        end()
        return commands.filter { !$0.isEmpty }
    }
}
