/// Where an attempt happens: the paths of one workspace, as an agent learns them. All absolute.
package struct AgentSite: Sendable, Equatable {
    package let run: String
    package let attempt: Int
    /// The workspace: private to the attempt, and the agent's home.
    package let folder: String
    /// A socket's path must be short, so it may stand elsewhere.
    package let socket: String

    package init(run: String, attempt: Int, folder: String, socket: String) {
        self.run = run
        self.attempt = attempt
        self.folder = folder
        self.socket = socket
    }

    /// Where the agent starts.
    package var work: String { folder + "/work" }
    package var inputFiles: String { folder + "/input" }
    package var output: String { folder + "/output" }
    package var template: String { folder + "/template" }
    package var temporary: String { folder + "/tmp" }
    package var brief: String { folder + "/brief.md" }
    package var inputs: String { folder + "/inputs.json" }
    /// `{"reason": "…", "findings": [{"text": "…", …}]}`: why the run was sent back to work, and the open findings on the
    /// version before. An empty text and an empty list on the first version.
    package var feedback: String { folder + "/feedback.json" }

    /// Where the agent may say what it used, as `UsageFile` reads it.
    package var usage: String { folder + "/usage.json" }

    /// All that an agent knows of the run: names and places, never a secret.
    package var environment: [String: String] {
        [
            "COUNTERSIGN_RUN": run, "COUNTERSIGN_ATTEMPT": String(attempt), "COUNTERSIGN_BRIEF": brief,
            "COUNTERSIGN_INPUTS": inputs, "COUNTERSIGN_INPUT_FILES": inputFiles, "COUNTERSIGN_OUTPUT": output,
            "COUNTERSIGN_TEMPLATE": template, "COUNTERSIGN_FEEDBACK": feedback, "COUNTERSIGN_USAGE": usage,
            "COUNTERSIGN_SOCKET": socket,
        ]
    }
}
