/// Where a run has read something that nobody of the team wrote, and that may therefore try to steer it.
package enum TaintSource: String, Sendable, CaseIterable, Codable {
    case web, mail
    /// A tool whose reading the service did not see: it may have read anything.
    case unknownTool = "unknown_tool"

    /// Agents are plain commands: what they read, nobody sees, so every run counts as one that used unknown tools.
    package static let ofEveryRun: Set<TaintSource> = [.unknownTool]
}
