import API
import Domain

/// `countersign person create`
enum PersonCreate {
    static let login = Argument("LOGIN", "The login name: it \(LoginName.rule).")
    static let name = Option<String>("name", "NAME", "The full name; the login name if absent.")
    static let isOperator = Flag("operator", "May operate the installation: create persons and teams.")
    static let passwordStdin = Flag("password-stdin", "Read the first password from standard input.")

    static let command = Command(
        "create", "Create a person.",
        description: "For operators of the installation. The person can change the password with `password change`.",
        arguments: [login], options: [name, isOperator, passwordStdin],
        examples: [
            Example("countersign person create ada --name 'Ada Lovelace'", "Create a person and choose a password."),
            Example("openssl rand -hex 16 | countersign person create bot --password-stdin", "Create from a script."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let login = invocation[login]
        let password = try Secret.choose(
            "First password for \(login): ", fromInput: invocation[passwordStdin], invocation)
        let person = try invocation.call(
            Endpoints.personCreate,
            PersonRequest(
                login: login, name: invocation[name] ?? login, password: password,
                isOperator: invocation[isOperator] ? true : nil))
        try invocation.confirm(person, "Created person \(person.login, .bold).")
    }
}
