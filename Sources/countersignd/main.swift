import Domain
import Glibc
import Platform
import Server

// The service: reads its command, runs it, and turns a failure into a sentence and an exit code.

signal(SIGPIPE, SIG_IGN)

func complain(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) } }

/// Takes the value of an option that belongs to a command, not to the settings.
func take(_ option: String, from arguments: inout [String]) -> String? {
    guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
    defer { arguments.removeSubrange(place...place + 1) }
    return arguments[place + 1]
}

/// Blocks until the service is asked to end. The signals are blocked in every thread, so that this one gets them.
func awaitEnd(_ signals: inout sigset_t) {
    var received: Int32 = 0
    sigwait(&signals, &received)
}

func run(_ command: ServiceCommand, _ rest: [String]) throws {
    var arguments = rest
    let login = command == .operator ? take("--login", from: &arguments) : nil
    let name = command == .operator ? take("--name", from: &arguments) : nil
    let environment = Environment.all
    let resolved = try ResolvedConfiguration(arguments: arguments, environment: environment)
    switch command {
    case .serve:
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let service = try ServiceCommand.serve(resolved.configuration)
        awaitEnd(&signals)
        service.stop()
    case .migrate: try ServiceCommand.migrate(resolved.configuration)
    case .config: print(ServiceCommand.describe(resolved), terminator: "")
    case .operator:
        guard let login else { throw Failure(.badRequest, "operator needs --login NAME") }
        guard let password = readLine(), !password.isEmpty else {
            throw Failure(.badRequest, "operator reads the password from standard input, one line")
        }
        try ServiceCommand.createOperator(
            resolved.configuration, login: login, name: name ?? login, password: password)
        print("created the operator \(login)")
    case .restored: print(try ServiceCommand.markRestored(resolved.configuration), terminator: "")
    case .version: print(ServiceCommand.versionLine)
    }
}

let arguments = Array(CommandLine.arguments.dropFirst())
let word = arguments.first == "--version" ? ServiceCommand.version.rawValue : arguments.first
let asksForHelp = arguments.prefix(2).contains { ["--help", "-h"].contains($0) }
guard !asksForHelp, let word, let command = ServiceCommand(rawValue: word) else {
    let isHelp = arguments.first == "help" || asksForHelp
    isHelp ? print(ServiceCommand.usage, terminator: "") : complain(ServiceCommand.usage)
    exit(isHelp ? 0 : 2)
}
do {
    try run(command, Array(arguments.dropFirst()))
} catch let failure as Failure {
    complain("countersignd: \(failure.message) (\(failure.code.rawValue))\n")
    exit(failure.code.kind == .malformed ? 2 : failure.code.kind == .unavailable ? 5 : 1)
} catch {
    complain("countersignd: \(error)\n")
    exit(1)
}
