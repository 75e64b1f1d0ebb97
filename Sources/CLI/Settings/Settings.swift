import APIClient
import Domain

/// What holds for one invocation: options before variables before the file of `login`.
package struct Settings: Sendable {
    /// Where `countersignd serve` listens if nothing else is said.
    package static let defaultServer = "http://127.0.0.1:7180"

    package let server: ServerAddress
    package let token: String?
    package let team: String?
    package let configPath: String
    package let config: ConfigFile

    package init(_ parsed: ParsedArguments, _ environment: [String: String]) throws {
        func first(_ option: Option<String>, _ variable: String) -> String? {
            let value = parsed.options[option.shape.name]?.last ?? environment[variable]
            return value?.isEmpty == true ? nil : value
        }
        configPath = try ConfigFile.path(environment)
        config = try ConfigFile.load(configPath)
        server = try ServerAddress(
            first(GlobalOptions.server, "COUNTERSIGN_SERVER") ?? config.server ?? Settings.defaultServer)
        let known = config.servers[server.text]
        let token = environment["COUNTERSIGN_TOKEN"] ?? ""
        self.token = token.isEmpty ? known?.token : token
        team = first(GlobalOptions.team, "COUNTERSIGN_TEAM") ?? known?.team
    }

    /// Changes what is remembered about the service in use.
    package func remember(_ change: (inout ConfigFile.Server) -> Void) throws {
        var config = config
        change(&config.servers[server.text, default: ConfigFile.Server()])
        if config.server == nil { config.server = server.text }
        try config.save(configPath)
    }
}
