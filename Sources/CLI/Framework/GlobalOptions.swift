/// What every command takes, before or after its own name.
package enum GlobalOptions {
    package static let team = Option<String>("team", "TEAM", "The team; otherwise COUNTERSIGN_TEAM or `team use`.")
    package static let server = Option<String>(
        "server", "URL", "The service; otherwise COUNTERSIGN_SERVER or the one of `login`.")
    package static let json = Flag("json", "Print the service's answer as JSON.")
    package static let quiet = Flag("quiet", short: "q", "Print no confirmations and no progress.")
    package static let noColor = Flag("no-color", "Print without colours, like NO_COLOR.")
    package static let insecure = Flag("insecure", "Allow http:// to another machine.")
    package static let help = Flag("help", short: "h", "Print help.")

    package static let all: [any OptionDeclaration] = [team, server, json, quiet, noColor, insecure, help]
}
