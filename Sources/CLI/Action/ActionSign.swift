import API
import Domain

/// `countersign action sign`
enum ActionSign {
    static let passwordStdin = Flag("password-stdin", "Read the password from standard input.")

    static let command = Command(
        "sign", "Sign the exact bytes of a request.",
        description: """
            Shows the request, asks for the first 8 digits of its digest, and for the password where a countersignature is \
            needed. The signature holds for these bytes only, once, and for a short time.
            """,
        arguments: [ActionArgument.action], options: [ShownDigest.option, passwordStdin],
        examples: [
            Example("countersign action sign act_0abc1defghjkmnpq", "Look, then sign."),
            Example(
                "pass work/countersign | countersign action sign act_0abc1defghjkmnpq --digest 3f9a01c2 --password-stdin",
                "Sign from a script what was looked at before."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let action = try ActionArgument.view(invocation)
        if !invocation.wantsJSON { try ActionShow.print(action, invocation) }
        if let problem = ActionCheck.problem(action) { throw Failure(.digestMismatch, problem) }
        try ShownDigest.confirm(
            action.digest, to: "sign", orLookWith: "countersign action show \(action.id)", invocation)
        let password = invocation[passwordStdin] ? try Secret.line(invocation) : nil
        try invocation.show(sign(action, password, invocation)) { view in
            try invocation.confirm(
                "\("Signed", .good) \(view.action) to \(view.target); it is now \(view.state.rawValue).")
        }
    }

    /// The service says whether it needs the password: a confirmation goes without.
    private static func sign(_ action: ActionView, _ password: String?, _ invocation: Invocation) throws -> ActionView {
        let path = try ActionArgument.path(invocation)
        func sign(_ password: String?) throws -> ActionView {
            try invocation.call(
                Endpoints.actionSign, path: path, SignRequest(digest: action.digest, password: password))
        }
        do {
            return try sign(password)
        } catch let failure as Failure where failure.code == .stepUpRequired && password == nil {
            guard invocation.terminal.isInputTerminal else { throw failure }
            return try sign(Secret.read("Your password, for the countersignature: ", fromInput: false, invocation))
        }
    }
}
