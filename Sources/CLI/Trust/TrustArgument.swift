import API
import Domain

/// What the commands about trust have in common.
enum TrustArgument {
    static let template = Argument("TEMPLATE", "The template's name.")
    static let actionClass = RequiredOption<ActionClass>("class", "CLASS", "The class of actions.")
    static let reason = RequiredOption<String>("reason", short: "m", "TEXT", "Why.")
}
