import Domain
import FoundationEssentials

/// A configuration file: `key = value` lines. White space around key and value is dropped; lines that are empty or
/// start with `#` are skipped. There are no quotes and no comments behind a value, since URLs hold both characters.
struct ConfigurationFile {
    struct Entry: Equatable {
        let key: String
        let value: String
        let line: Int
    }

    let path: String
    let entries: [Entry]

    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8)
        else {
            throw Failure(
                .badRequest, "cannot read the configuration file \(path) as UTF-8 text; name another with --config")
        }
        try self.init(path: path, text: text)
    }

    init(path: String, text: String) throws {
        var entries: [Entry] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.trimming(while: \.isWhitespace)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard let equals = line.firstIndex(of: "=") else {
                throw Failure(.badRequest, "\(path):\(index + 1): expected `key = value`")
            }
            let key = String(line[..<equals].trimming(while: \.isWhitespace))
            if let earlier = entries.first(where: { $0.key == key }) {
                throw Failure(.badRequest, "\(path):\(index + 1): \(key) is set on line \(earlier.line) already")
            }
            let value = String(line[line.index(after: equals)...].trimming(while: \.isWhitespace))
            entries.append(Entry(key: key, value: value, line: index + 1))
        }
        self.path = path
        self.entries = entries
    }
}

extension Substring {
    fileprivate func trimming(while matches: (Character) -> Bool) -> Substring {
        var rest = drop(while: matches)
        while let last = rest.last, matches(last) { rest.removeLast() }
        return rest
    }
}
