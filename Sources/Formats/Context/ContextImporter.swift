import Domain

/// A text that was put together from files, and where each line of it stands.
package struct ImportedContext: Sendable {
    package let text: String
    package let sources: [LineSource]
    /// What is not in the text although it stands in a file: comments, files that are in it already.
    package let notices: [Problem]
    /// Empty if the text may be proposed.
    package let problems: [Problem]
}

/// Puts a CLAUDE.md together with what it imports, or reads an AGENTS.md, which imports nothing unless a CLAUDE.md imports it.
///
/// `@path` outside of code names a file, relative to the file that it stands in, at most four hops away, and never outside
/// of the folder. The file's lines come after the line that names it, and instead of a line that says nothing else. A file is
/// taken in once. HTML comments stay out. Everything else is kept to the letter, so that each line has a place in a file.
package struct ContextImporter {
    package static let hopLimit = 4
    /// The files that speak for a folder, in the order in which they are looked for.
    package static let names = ["CLAUDE.md", ".claude/CLAUDE.md", "AGENTS.md"]

    /// One person's own, which git ignores.
    private static let personal = "CLAUDE.local.md"

    private let look: (String) throws -> ContextFile
    private var lines: [String] = []
    private var sources: [LineSource] = []
    private var notices: [Problem] = []
    private var problems: [Problem] = []
    /// Where each file was taken in.
    private var takenAt: [String: String] = [:]

    /// - Parameters:
    ///   - path: relative to the folder that bounds the import.
    ///   - look: what stands at such a path.
    package static func read(_ path: String, look: (String) throws -> ContextFile) throws -> ImportedContext {
        try withoutActuallyEscaping(look) { look in
            var importer = ContextImporter(look: look)
            switch try look(path) {
            case .bytes(let bytes, let real): try importer.take(bytes, real, stack: [], imports: !isAgents(path))
            case .tooLong(let size, let real): importer.problems.append(PlainText.tooLong(size, file: real))
            case .missing:
                importer.problems.append(Problem(file: path, line: 1, column: 1, message: "there is no such file"))
            case .outside:
                importer.problems.append(Problem(file: path, line: 1, column: 1, message: "leads out of the folder"))
            case .notAFile: importer.problems.append(Problem(file: path, line: 1, column: 1, message: "not a file"))
            }
            return importer.result(path)
        }
    }

    /// The file that speaks for a folder: its own, or else that of the closest folder above it.
    /// - Parameter folder: relative to the folder that bounds the import; empty: that folder itself.
    package static func closest(to folder: String, look: (String) throws -> ContextFile) rethrows -> String? {
        var parts = folder.split(separator: "/")
        while true {
            for name in names {
                let path = (parts.map(String.init) + [name]).joined(separator: "/")
                switch try look(path) {
                case .bytes, .tooLong: return path
                case .missing, .outside, .notAFile: continue
                }
            }
            guard parts.popLast() != nil else { return nil }
        }
    }

    /// The other files that speak for the same folder, where they really are.
    package static func others(beside file: String, look: (String) throws -> ContextFile) rethrows -> [String] {
        let name = (names + [personal]).filter { file == $0 || file.hasSuffix("/" + $0) }.max { $0.count < $1.count }
        guard let name else { return [] }
        return try (names + [personal]).filter { $0 != name }.compactMap { other in
            switch try look(file.dropLast(name.count) + other) {
            case .bytes(_, let real), .tooLong(_, let real): return real
            case .missing, .outside, .notAFile: return nil
            }
        }
    }

    private static func isAgents(_ path: String) -> Bool { path.split(separator: "/").last == "AGENTS.md" }

    private init(look: @escaping (String) throws -> ContextFile) { self.look = look }

    private func result(_ path: String) -> ImportedContext {
        let text = lines.map { $0 + "\n" }.joined()
        let isTooLong = text.utf8.count > PlainText.contextLimitBytes
        let tooLong = Problem(
            file: path, line: 1, column: 1,
            message:
                "\(text.utf8.count) bytes with all imports, more than the \(PlainText.contextLimitBytes) that are allowed"
        )
        return ImportedContext(
            text: text, sources: sources, notices: notices.sorted(),
            problems: (problems + (isTooLong ? [tooLong] : [])).sorted())
    }

    private mutating func take(_ bytes: [UInt8], _ file: String, stack: [String], imports: Bool) throws {
        let unmarked = PlainText.withoutMark(bytes)
        if unmarked != nil { note(file, 1, 1, "a byte order mark was left out") }
        let bytes = unmarked ?? bytes
        problems += PlainText.problems(in: bytes, file: file)
        // What is wrong in one line does not hide what is wrong in the next, or in a file that it names.
        guard bytes.count <= PlainText.contextLimitBytes, let text = String(validating: bytes, as: UTF8.self) else {
            return
        }
        for (index, line) in ImportScanner.lines(of: text).enumerated() {
            if line.hasComment {
                note(file, index + 1, 1, "a comment was left out")
            }
            let isReplaced = imports && line.isOnlyMentions
            if let text = line.text, !isReplaced { append(text, file, index + 1) }
            for mention in imports ? line.mentions : [] {
                try follow(mention, line: index + 1, of: file, stack: stack + [file])
            }
        }
    }

    private mutating func append(_ text: String, _ file: String, _ fileLine: Int) {
        lines.append(text)
        if let last = sources.last, last.file == file, last.fileLine + last.count == fileLine {
            sources[sources.count - 1] = LineSource(
                line: last.line, count: last.count + 1, file: file, fileLine: last.fileLine)
        } else {
            sources.append(LineSource(line: lines.count, count: 1, file: file, fileLine: fileLine))
        }
    }

    private mutating func follow(
        _ mention: ImportScanner.Mention, line: Int, of file: String, stack: [String]
    ) throws {
        func refuse(_ message: String) {
            problems.append(Problem(file: file, line: line, column: mention.column, message: message))
        }
        guard let path = Self.resolve(mention.path, from: file) else {
            return refuse("@\(mention.path) leads out of the folder, and only what is in it is imported")
        }
        switch try look(path) {
        case .missing:
            refuse("@\(mention.path): there is no file \(path); if nothing is to be imported, write `@\(mention.path)`")
        case .tooLong(let size, let real): problems.append(PlainText.tooLong(size, file: real))
        case .outside: refuse("@\(mention.path) is a link that leads out of the folder")
        case .notAFile: refuse("@\(mention.path) is not a file")
        case .bytes(let bytes, let real):
            if stack.contains(real) {
                refuse(
                    "@\(mention.path) imports itself: \((stack.drop { $0 != real } + [real]).joined(separator: " → "))")
            } else if let place = takenAt[real] {
                note(file, line, mention.column, "\(real) is in the text already, from \(place)")
            } else if stack.count > Self.hopLimit {
                refuse("@\(mention.path) is more than \(Self.hopLimit) hops away from \(stack[0])")
            } else {
                takenAt[real] = "\(file):\(line)"
                try take(bytes, real, stack: stack, imports: true)
            }
        }
    }

    private mutating func note(_ file: String, _ line: Int, _ column: Int, _ message: String) {
        notices.append(Problem(file: file, line: line, column: column, message: message))
    }

    /// A path below the folder, as `look` takes it; nil if it leads out.
    private static func resolve(_ path: String, from file: String) -> String? {
        guard !path.hasPrefix("/"), !path.hasPrefix("~") else { return nil }
        var parts = file.split(separator: "/").dropLast()
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }
}
