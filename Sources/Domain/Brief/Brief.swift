/// What the agent is given, frozen at dispatch.
package struct Brief: Hashable, Sendable {
    /// Markdown.
    package let text: String
    /// One for each line of the text.
    package let origins: [BriefOrigin]
    /// Of the text's bytes.
    package let digest: Digest

    package init(lines: [(text: String, origin: BriefOrigin)]) {
        text = lines.map { $0.text + "\n" }.joined()
        origins = lines.map(\.origin)
        digest = Digest.of(text)
    }
}

/// Where a line of a brief comes from.
package enum BriefOrigin: Hashable, Sendable, CustomStringConvertible {
    /// The product's own words: headings, how to ask, how a denial is handled.
    case compiler
    case context(ContextLayer, name: String, version: Int, line: Int)
    /// A line of a file of the template.
    case template(file: String, line: Int)
    case inputs

    /// `organisation/style@3:12`, `task.yaml:4`, `inputs`, `countersign`.
    package var description: String {
        switch self {
        case .compiler: "countersign"
        case .context(let layer, let name, let version, let line): "\(layer.rawValue)/\(name)@\(version):\(line)"
        case .template(let file, let line): "\(file):\(line)"
        case .inputs: "inputs"
        }
    }
}
