/// Who does something: always a parameter, never ambient.
package enum Actor: Hashable, Sendable {
    case person(id: String)
    case runner(id: String)
    /// The agent of one attempt, speaking through its runner.
    case agent(runID: String, attempt: Int)
    /// A background job, by name.
    case system(job: String)

    /// `person:per_…`, `runner:rnr_…`, `agent:run_…/2`, `system:expiry`: what audit entries carry.
    package var text: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .runner(let id): "runner:\(id)"
        case .agent(let runID, let attempt): "agent:\(runID)/\(attempt)"
        case .system(let job): "system:\(job)"
        }
    }
}
