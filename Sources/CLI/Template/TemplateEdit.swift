import API
import Domain
import FoundationEssentials
import Glibc
import Platform

/// `countersign template edit`
enum TemplateEdit {
    static let name = Argument(
        "TEMPLATE", "The template's name; name@version or name@label begins with another than the latest.")
    static let note = Option<String>("note", short: "m", "TEXT", "What is new in this version, and why.")

    static let command = Command(
        "edit", "Edit the latest version of a template, and push it.",
        description: """
            Fetches the latest version into a folder of its own and opens task.yaml and SKILL.md in $VISUAL, $EDITOR or vi. \
            When the editor ends, lint speaks; at a terminal, what it finds can be edited again before a new draft is \
            pushed. That is refused if somebody has pushed another one meanwhile. If anything fails the files stay, and \
            you are told where. Of an older version the draft takes back what was pushed since.
            """,
        arguments: [name], options: [note],
        examples: [
            Example("countersign template edit release-notes -m 'say what breaks first'", "Write the next draft.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let editor = try editor(invocation)
        let reference = try TemplateReference(invocation[name])
        let version = try reference.fetch(invocation, otherwise: TemplateLabel.latest)
        let latest = try latest(of: reference, version, invocation)
        if latest != version.summary.number { try sayTakenBack(by: version.summary, latest, invocation) }
        let files = try TemplateFiles.fetch(version, invocation)
        let temporary = invocation.terminal.environment["TMPDIR"] ?? "/tmp"
        let root = "\(temporary)/countersign-edit-\(Hex.encode(SecureRandom.bytes(6)))"
        // In a place for everybody, a draft is for whoever edits it alone.
        guard mkdir(root, 0o700) == 0 else { throw Failure.system("cannot make the folder \(root)", errno: errno) }
        let folder = "\(root)/\(version.area)/\(version.summary.name)"
        try TemplateFiles.write(files, to: folder)
        do {
            guard let (edited, lint) = try edit(folder, of: version, in: editor, invocation) else {
                try invocation.confirm("Nothing changed.")
                return try FileManager.default.removeItem(atPath: root)
            }
            var pushed = try invocation.call(
                Endpoints.templatePush, path: invocation.teamPath(),
                edited.push(note: invocation[note], onto: latest))
            if invocation.wantsJSON {
                try invocation.print(json: pushed)
            } else {
                pushed.remarks.removeAll(where: lint.holds)
                try TemplatePushCommand.report(pushed, invocation)
            }
        } catch {
            // Of what was pushed meanwhile the refusal says how to go on.
            let isOvertaken = (error as? Failure)?.detail["latest"] != nil
            let push = "countersign template push \(folder) --onto \(latest)"
            invocation.warn("Your files are in \(folder)\(isOvertaken ? "." : "; push them with `\(push)`.")")
            throw error
        }
        try FileManager.default.removeItem(atPath: root)
    }

    /// Whoever names another version goes on from that one on purpose, and takes back what came between.
    private static func latest(
        of reference: TemplateReference, _ version: TemplateVersionView, _ invocation: Invocation
    ) throws -> Int {
        if reference.choice == nil { return version.summary.number }
        return try TemplateReference(reference.name).fetch(invocation, otherwise: TemplateLabel.latest).summary.number
    }

    /// What the edit begins with, as against the latest.
    private static func sayTakenBack(
        by older: TemplateVersionSummary, _ latest: Int, _ invocation: Invocation
    ) throws {
        let pair = TemplatePair(name: older.name, query: [("from", String(latest)), ("to", String(older.number))])
        let path = try invocation.teamPath(["template": older.name])
        let diff = try invocation.call(Endpoints.templateDiff, path: path, query: pair.query)
        invocation.warn(
            "\("notice", .waiting): this begins with version \(older.number), and takes back what was pushed until version "
                + "\(latest):")
        for line in DiffText.meaning(diff, of: pair) { invocation.warn("  \(line)") }
    }

    /// With what was said of it; nil if nothing was changed. Throws `Ended` for somebody who gives up.
    private static func edit(
        _ folder: String, of version: TemplateVersionView, in editor: String, _ invocation: Invocation
    ) throws -> (TemplateFolder, LintReport)? {
        while true {
            try open(folder, in: editor, invocation)
            guard let edited = try TemplateFolder.find(folder, invocation).first else { throw Ended(.failed) }
            if FileSet(edited.folder.files).digest == version.summary.digest { return nil }
            let report = LintReport(edited, policy: nil)
            for line in report.remarks.flatMap(LintReport.lines) { invocation.warn(line) }
            let isReadable = report.isReadable
            if isReadable && !report.remarks.contains(where: { $0.level != .hint }) { return (edited, report) }
            switch try decide(isReadable, invocation) {
            case .again: continue
            case .push: return (edited, report)
            case .leave: throw Ended(.failed)
            }
        }
    }

    /// What the person has chosen; vi is only for somebody who sits before it.
    private static func editor(_ invocation: Invocation) throws -> String {
        let environment = invocation.terminal.environment
        let chosen = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
        guard chosen != nil || invocation.terminal.isInputTerminal else {
            throw UsageFailure(
                "there is no terminal, and no editor is named: set EDITOR to a program that changes the files it is given"
            )
        }
        return chosen ?? "vi"
    }

    private static func open(_ folder: String, in editor: String, _ invocation: Invocation) throws {
        // As git does: the variable may hold options, and the shell takes them apart.
        let status = try invocation.terminal.runProgram(
            "/bin/sh", ["-c", "\(editor) \"$@\"", editor, "\(folder)/task.yaml", "\(folder)/SKILL.md"])
        guard status == 0 else {
            throw Failure(.unavailable, "the editor (\(editor)) ended with status \(status), so nothing is pushed")
        }
    }

    private enum Decision { case again, push, leave }

    /// What is no template can only be edited again. Without a terminal there is nobody to ask: what can be pushed is.
    private static func decide(_ isReadable: Bool, _ invocation: Invocation) throws -> Decision {
        guard invocation.terminal.isInputTerminal else { return isReadable ? .push : .leave }
        let question =
            isReadable ? "Edit again, push it as it is, or leave it? [e/p/l] " : "Edit again, or leave it? [e/l] "
        while true {
            invocation.terminal.writeError(question)
            guard let answer = try invocation.terminal.readLine() else { return .leave }
            switch answer.lowercased() {
            case "", "e", "y": return .again
            case "p" where isReadable: return .push
            case "l", "n": return .leave
            default: continue
            }
        }
    }
}
