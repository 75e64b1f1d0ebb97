import API
import Domain

/// `countersign login`
enum Login {
    static let name = Option<String>("login", "NAME", "Your login name; asked for if absent.")
    static let passwordStdin = Flag("password-stdin", "Read the password from standard input.")
    static let tokenStdin = Flag("token-stdin", "Read a personal token from standard input instead of logging in.")

    static let command = Command(
        "login", "Log in to a service and remember it.",
        description: """
            Asks for the password, gets a token for this machine and keeps it, with the address of the service, in a file \
            that only you can read. Later commands use that service and that token. COUNTERSIGN_TOKEN goes before both. The file is \
            countersign/config.json in XDG_CONFIG_HOME or ~/.config, unless COUNTERSIGN_LOGIN_FILE names another.
            """,
        options: [name, passwordStdin, tokenStdin],
        examples: [
            Example("countersign login --server https://countersign.example", "Log in and be asked for the rest."),
            Example("pass work/countersign | countersign login --login ada --password-stdin", "Log in from a script."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let server = try invocation.settings().server
        let client = try invocation.client(server, token: nil)
        if invocation[tokenStdin] {
            let token = try Secret.line(invocation)
            let me = try invocation.client(server, token: token).call(Endpoints.meShow)
            return try remember(invocation, me, token)
        }
        let login = try invocation[name] ?? ask(invocation)
        let password = try Secret.read("Password for \(login): ", fromInput: invocation[passwordStdin], invocation)
        let session = try invocation.working("Logging in") {
            try client.call(Endpoints.sessionCreate, LoginRequest(login: login, password: password))
        }
        let me = try invocation.client(server, token: session.secret).call(Endpoints.meShow)
        try remember(invocation, me, session.secret)
    }

    private static func ask(_ invocation: Invocation) throws -> String {
        guard invocation.terminal.isInputTerminal else { throw UsageFailure("\(name.shape.usage) is missing") }
        invocation.terminal.writeError("Login: ")
        return try invocation.terminal.readLine() ?? ""
    }

    private static func remember(_ invocation: Invocation, _ me: MeView, _ token: String) throws {
        let settings = try invocation.settings()
        try settings.remember { server in
            // Another person's team may not be this one's.
            if server.login != me.person.login { server.team = nil }
            server.login = me.person.login
            server.token = token
            if server.team == nil && me.teams.count == 1 { server.team = me.teams.first?.name }
        }
        try invocation.confirm(me, "Logged in to \(settings.server.text) as \(me.person.login, .bold).")
    }
}
