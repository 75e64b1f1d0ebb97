/// The rules of git for the name of a branch (git-check-ref-format(1)), and a leading `-`, which a command would take
/// for an option.
enum GitBranchName {
    /// Why git would refuse the name; nil if it would not.
    static func problem(_ name: String) -> String? {
        let bytes = Array(name.utf8)
        if bytes.isEmpty || bytes.count > 200 { return "a branch has a name of 1 to 200 bytes" }
        if bytes == Array("@".utf8) || bytes == Array("HEAD".utf8) { return "\(name) is no name of a branch" }
        if bytes.first == UInt8(ascii: "-") { return "a branch does not begin with `-`" }
        if bytes.contains(where: { $0 <= 32 || $0 == 127 || "~^:?*[\\".utf8.contains($0) }) {
            return "a branch has no space, control character or one of ~ ^ : ? * [ \\ in its name"
        }
        if name.contains("..") || name.contains("@{") || name.hasSuffix(".") {
            return "a branch has no `..` or `@{` in its name and does not end with a dot"
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") || $0.hasSuffix(".lock") }) {
            return "no part of a branch's name is empty, begins with a dot or ends with .lock"
        }
        return nil
    }
}
