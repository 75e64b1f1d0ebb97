import Domain
import FoundationEssentials
import Glibc
import Platform

/// Any program as an agent: it reads the brief and its inputs from files, writes its output into a folder, and may speak to
/// the runner over a socket. Nothing of the runner's own environment reaches it but `PATH`.
package struct PlainCommandAdapter: AgentAdapter {
    private let profile: AgentProfile

    package init(_ profile: AgentProfile) { self.profile = profile }

    package var harness: String { profile.harness }

    package func prepare(_ site: AgentSite) throws -> AgentCommand {
        let environment = [
            "PATH": Self.path, "HOME": site.folder, "TMPDIR": site.temporary, "LANG": "C.UTF-8",
        ]
        return AgentCommand(
            words: try words(site),
            environment: environment.merging(profile.environment) { $1 }.merging(site.environment) { $1 })
    }

    package func claimedUsage(_ site: AgentSite) throws -> ClaimedUsage? { try UsageFile.read(site.usage) }

    /// The runner's own, and the folder of the runner's program where `countersign-hook` stands beside it, so that agents
    /// find it by name.
    private static let path: String = {
        let inherited = Subprocess.inherited(["PATH"])["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let end = program.lastIndex(of: "/"), access(program[..<end] + "/countersign-hook", X_OK) == 0
        else { return inherited }
        return "\(inherited):\(program[..<end])"
    }()

    private func words(_ site: AgentSite) throws -> [String] {
        if let command = profile.command { return command }
        let script = site.template + "/scripts/run"
        guard access(script, X_OK) == 0 else {
            throw Failure(
                .invalidTemplate,
                "the template has no executable scripts/run, which the agent profile `script` runs; add one, or start the "
                    + "runner with another --agent")
        }
        return [script]
    }
}
