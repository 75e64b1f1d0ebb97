import APIClient
import Domain
import Glibc
import Harness
import Platform
import RunnerDaemon

/// `countersign runner start`
enum RunnerStart {
    static let name = RequiredOption<String>("name", "HOST", "What people call this host.")
    static let labels = Option<String>("labels", "A,B", "What this host can do; templates name what they need.")
    static let agent = RequiredOption<String>(
        "agent", "PROFILE", "`script` (the template's own scripts/run), or a profile of --profiles.")
    static let profiles = Option<String>(
        "profiles", "FILE",
        "Agent profiles: {\"profiles\": {NAME: {\"command\": [...], \"environment\": {...}, \"version\": \"...\"}}}.")
    static let tokenStdin = Flag("token-stdin", "Read the runner's token from standard input.")
    static let tokenFile = Option<String>(
        "token-file", "FILE", "Read the runner's token from a file that only you can read.")
    static let workspace = Option<String>(
        "workspace", "DIR",
        "Where workspaces are made; otherwise countersign/workspaces in XDG_STATE_HOME or ~/.local/state.")
    static let once = Flag("once", "End after one run.")
    static let concurrency = Option<Int>("concurrency", "N", "How many runs at a time (1).")
    static let keep = Flag("keep", "Keep workspaces also after a submission.")
    static let keepLast = Option<Int>(
        "keep-last", "N", "How many of the workspaces that are kept stay, the newest (20); older ones are removed.")

    private static let tokenVariable = "COUNTERSIGN_RUNNER_TOKEN"

    static let command = Command(
        "start", "Claim runs and work on them on this host.",
        description: """
            Claims runs of its team under a lease, gives each a fresh workspace, starts the agent, sends the transcript as it \
            comes, and submits the output. Survives a restart of the service. The token comes from --token-file, \
            --token-stdin or COUNTERSIGN_RUNNER_TOKEN, and no agent ever sees it. Events are logged on standard error. Ctrl-C \
            or SIGTERM once: no further run is claimed, and those at work are finished; twice: their agents are stopped, and \
            the service gives the runs to another runner. A workspace is removed once its output is submitted, and kept \
            when the attempt failed, until there are more than --keep-last newer ones.
            """,
        options: [name, labels, agent, profiles, tokenStdin, tokenFile, workspace, once, concurrency, keep, keepLast],
        examples: [
            Example(
                "countersign runner start --name build-1 --agent script --token-file ~/runner.token",
                "Work on templates that bring their own program."),
            Example(
                "countersign runner start --name gpu-1 --labels linux,gpu --agent writer --profiles agents.json --once",
                "One run, with an agent of your own."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let server = try invocation.settings().server
        try Client.check(server, allowsInsecure: invocation[GlobalOptions.insecure])
        let token = try token(invocation)
        let connect = invocation.connect
        let observer = Observer(log: Log(level: invocation[GlobalOptions.quiet] ? .warn : .info, format: .text))
        let daemon = RunnerDaemon(
            try settings(invocation), link: RunnerLink(server: server) { try connect(server, token) },
            observer: observer)
        try stopOnSignals(daemon)
        try daemon.run()
    }

    private static func settings(_ invocation: Invocation) throws -> RunnerSettings {
        let labels = (invocation[labels] ?? "").split(separator: ",").map(String.init)
        var settings = RunnerSettings(
            host: try invocation[name], labels: labels, adapter: PlainCommandAdapter(try profile(invocation)),
            workspaceRoot: try workspaceRoot(invocation))
        settings.once = invocation[once]
        settings.concurrency = invocation[concurrency] ?? 1
        settings.keepsWorkspaces = invocation[keep]
        if let count = invocation[keepLast] {
            guard count >= 1 else { throw UsageFailure("--keep-last must be at least 1") }
            settings.keptWorkspaceCount = count
        }
        return settings
    }

    private static func profile(_ invocation: Invocation) throws -> AgentProfile {
        let name = try invocation[agent]
        guard let path = invocation[profiles] else {
            guard name == AgentProfile.script.name else {
                throw UsageFailure("--agent `\(name)` needs --profiles FILE; without it there is only `script`")
            }
            return .script
        }
        return try AgentProfile.read(name, inProfiles: LocalFile.read(path, invocation), of: path)
    }

    private static func token(_ invocation: Invocation) throws -> String {
        let environment = invocation.terminal.environment
        let secret: String
        if let path = invocation[tokenFile] {
            secret = try ownFile(LocalFile.path(path, invocation), typed: path, invocation)
        } else if invocation[tokenStdin] {
            secret = try Secret.line(invocation)
        } else if let given = environment[tokenVariable], !given.isEmpty {
            secret = given
        } else {
            throw UsageFailure("the runner's token is missing: use --token-file, --token-stdin or \(tokenVariable)")
        }
        guard let token = Token(secret.filter { !$0.isWhitespace }), token.kind == .runner else {
            throw Failure(
                .notAuthenticated, "this is not a runner's token; `countersign runner create` shows one, once")
        }
        return token.secret
    }

    private static func ownFile(_ path: String, typed: String, _ invocation: Invocation) throws -> String {
        var facts = stat()
        if stat(path, &facts) == 0, facts.st_mode & 0o077 != 0 {
            throw Failure(.badRequest, "\(path) holds a token and others can read it: run `chmod 600 \(path)`")
        }
        return try LocalFile.text(typed, invocation)
    }

    private static func workspaceRoot(_ invocation: Invocation) throws -> String {
        let environment = invocation.terminal.environment
        if let typed = invocation[workspace] { return LocalFile.path(typed, invocation) }
        if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
            return folder + "/countersign/workspaces"
        }
        guard let home = environment["HOME"], !home.isEmpty else {
            throw Failure(.badRequest, "neither HOME nor --workspace says where workspaces are made")
        }
        return home + "/.local/state/countersign/workspaces"
    }

    /// Signals are blocked in every thread from here on, and waited for in one of their own.
    private static func stopOnSignals(_ daemon: RunnerDaemon) throws {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        try BackgroundThread.start { [waited = signals] in
            var signals = waited
            while true {
                var signal: Int32 = 0
                if sigwait(&signals, &signal) == 0 { daemon.stop() }
            }
        }
    }
}
