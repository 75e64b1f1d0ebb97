import API

/// `countersign password change`
enum PasswordChangeCommand {
    static let passwordStdin = Flag(
        "password-stdin", "Read the current and the new password from standard input, a line each.")

    static let command = Command(
        "change", "Change your password.",
        description: "Asks for the current password and twice for the new one. Every other session of yours ends.",
        options: [passwordStdin],
        examples: [Example("countersign password change", "Choose a new password.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let fromInput = invocation[passwordStdin]
        let current = try Secret.read("Current password: ", fromInput: fromInput, invocation)
        let new = try Secret.choose("New password: ", fromInput: fromInput, invocation)
        _ = try invocation.call(Endpoints.passwordChange, PasswordChange(current: current, new: new))
        try invocation.confirm("Changed. Your other sessions have ended.")
    }
}
