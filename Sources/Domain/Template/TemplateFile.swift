/// A file of a template: its place, its bytes, and whether the host may start it.
package struct TemplateFile: Hashable, Sendable {
    package let path: String
    package let bytes: [UInt8]
    package let isExecutable: Bool

    package init(path: String, bytes: [UInt8], isExecutable: Bool) {
        self.path = path
        self.bytes = bytes
        self.isExecutable = isExecutable
    }

    /// Whether it is there to be run by the agent's host: it may be started, stands where Agent Skills have their programs
    /// (which load what need not be executable), or names its interpreter.
    package var runs: Bool {
        isExecutable || path.utf8.starts(with: "scripts/".utf8) || bytes.starts(with: "#!".utf8)
    }

    /// `120 bytes, executable, 1 hidden character from line 3 on`: what the lines alone may not show.
    package var facts: String {
        var facts = [bytes.count.counted("byte")]
        if isExecutable { facts.append("executable") }
        if let text = String(text: bytes) {
            let hidden = HiddenText.findInProse(text)
            if let first = hidden.first {
                facts.append("\(hidden.count.counted("hidden character")) from line \(first.line) on")
            }
        } else {
            facts.append("no text")
        }
        return facts.joined(separator: ", ")
    }
}
