/// By what the runs of one template version are told apart.
package enum RunSplit: String, Sendable, CaseIterable, Codable {
    /// As the agent says.
    case model
    /// As the runner says, with its version.
    case harness
}
