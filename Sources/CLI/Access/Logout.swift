import API
import Domain

/// `countersign logout`
enum Logout {
    static let command = Command(
        "logout", "End this machine's session.",
        description: "The token stops working at the service and is removed from this machine.",
        examples: [Example("countersign logout", "Log out.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let settings = try invocation.settings()
        do {
            _ = try invocation.call(Endpoints.sessionDelete)
        } catch let failure as Failure where failure.code.kind == .unauthenticated {
            // It was over already: what is left is to forget it.
        }
        try settings.remember { $0.token = nil }
        try invocation.confirm("Logged out of \(settings.server.text).")
    }
}
