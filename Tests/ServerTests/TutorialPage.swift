import Foundation

/// docs/tutorial.md as a test sees it: files to write, commands to run with what they print, and prose.
struct TutorialPage {
    enum Step {
        case prose(String)
        case file(path: String, content: String)
        case command(Command)
    }

    struct Command {
        /// The word before the `$`.
        let person: String
        let line: String
        let output: String

        var text: String { "\(person)$ \(line)\n\(output)" }
    }

    let steps: [Step]

    init(_ text: String) {
        var steps: [Step] = []
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var path: String?
        while let line = lines.popFirst() {
            steps.append(.prose(line + "\n"))
            if let match = line.wholeMatch(of: /Write `(.+)`:/) { path = String(match.output.1) }
            guard line.hasPrefix("```") else { continue }
            let body = lines.prefix { $0 != "```" }
            lines = lines.dropFirst(body.count + 1)
            if line == "```console" {
                steps += TutorialPage.commands(body).map { .command($0) }
            } else {
                let content = body.map { $0 + "\n" }.joined()
                steps.append(path.map { .file(path: $0, content: content) } ?? .prose(content))
            }
            steps.append(.prose("```\n"))
            path = nil
        }
        // The last newline ends the last line; it does not begin another.
        if case .prose("\n") = steps.last { steps.removeLast() }
        self.steps = steps
    }

    private static func commands(_ lines: ArraySlice<Substring>) -> [Command] {
        var commands: [Command] = []
        for line in lines {
            if let match = line.wholeMatch(of: /(author|reviewer|admin|host)\$ (.*)/) {
                let (person, typed) = (String(match.output.1), String(match.output.2))
                commands.append(Command(person: person, line: typed, output: ""))
            } else if let last = commands.popLast() {
                commands.append(Command(person: last.person, line: last.line, output: last.output + line + "\n"))
            }
        }
        return commands
    }
}
