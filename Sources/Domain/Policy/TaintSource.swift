/// Where a run has read something that nobody of the team wrote, and that may therefore try to steer it.
package enum TaintSource: String, Sendable, CaseIterable, Codable {
    case web, mail
    /// A tool whose reading the service did not see: it may have read anything.
    case unknownTool = "unknown_tool"
}
