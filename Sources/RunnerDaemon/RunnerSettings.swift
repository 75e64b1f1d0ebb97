import Harness

/// What whoever starts a runner decides.
package struct RunnerSettings: Sendable {
    /// The host's name, as people see it.
    package var host: String
    package var labels: [String]
    package var adapter: any AgentAdapter
    /// Absolute; each attempt gets a folder of its own in it.
    package var workspaceRoot: String
    /// Ends after one run.
    package var once = false
    /// How many runs at a time.
    package var concurrency = 1
    /// Keeps the workspaces of runs that were submitted, too.
    package var keepsWorkspaces = false
    /// Of the workspaces that are kept, so many stay, the newest.
    package var keptWorkspaceCount = 20

    package var pollMilliseconds = 1000
    /// While the service is away.
    package var awayPollMilliseconds = 5000
    /// From SIGTERM to SIGKILL, where the lease leaves so much time.
    package var graceSeconds = 5.0
    /// Unacknowledged transcript; beyond it the agent waits.
    package var transcriptLimitBytes = 16 << 20

    package init(host: String, labels: [String], adapter: any AgentAdapter, workspaceRoot: String) {
        self.host = host
        self.labels = labels
        self.adapter = adapter
        self.workspaceRoot = workspaceRoot
    }
}
