import Domain

/// What changed between the files of two versions that no part of the template tells.
enum FileChanges {
    /// - Parameter parts: what is told already; a file that one of them stands in is not told again.
    static func find(
        from old: [TemplateFile], to new: [TemplateFile], besides parts: [TemplateChange]
    ) -> [TemplateChange] {
        let before = byPath(old)
        let after = byPath(new)
        let told = Set(parts.compactMap(\.part.file))
        let paths = Set(before.keys).union(after.keys)
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { path in
            let (earlier, later) = (before[path], after[path])
            if earlier == later { return nil }
            if told.contains(path), earlier?.isExecutable == later?.isExecutable { return nil }
            return TemplateChange(
                part: .files, item: path, before: earlier.map(described), after: later.map(described),
                marks: [earlier, later].contains { $0?.runs == true } ? [.runs] : [])
        }
    }

    private static func byPath(_ files: [TemplateFile]) -> [String: TemplateFile] {
        Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func described(_ file: TemplateFile) -> String {
        "\(file.facts), \(Digest.of(file.bytes).short)"
    }
}
