import Domain
import FoundationEssentials
import Glibc

/// What `login` and `team use` remember: the service that is meant, and for each service a team and a token. Only its owner
/// can read the file.
package struct ConfigFile: Codable, Equatable, Sendable {
    package struct Server: Codable, Equatable, Sendable {
        package var login: String?
        package var team: String?
        package var token: String?
    }

    /// The one that is meant when nothing else is said.
    package var server: String?
    package var servers: [String: Server] = [:]

    package init() {}

    /// Where it is: COUNTERSIGN_LOGIN_FILE, or `countersign/config.json` in XDG_CONFIG_HOME or `~/.config`.
    package static func path(_ environment: [String: String]) throws -> String {
        if let path = environment["COUNTERSIGN_LOGIN_FILE"], !path.isEmpty { return path }
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return folder + "/countersign/config.json"
        }
        guard let home = environment["HOME"], !home.isEmpty else {
            throw Failure(.badRequest, "neither HOME nor COUNTERSIGN_LOGIN_FILE says where the login file is")
        }
        return home + "/.config/countersign/config.json"
    }

    /// An empty one if there is no file. Refuses a file with tokens that others can read.
    package static func load(_ path: String) throws -> ConfigFile {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            if errno == ENOENT { return ConfigFile() }
            throw Failure.system("cannot read \(path)", errno: errno)
        }
        let config: ConfigFile
        do {
            config = try JSONDecoder().decode(ConfigFile.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Failure(.badRequest, "\(path) is damaged: \(JSON.reason(error)); remove it and log in again")
        }
        if facts.st_mode & 0o077 != 0 && config.servers.values.contains(where: { $0.token != nil }) {
            throw Failure(.badRequest, "\(path) holds tokens and others can read it: run `chmod 600 \(path)`")
        }
        return config
    }

    /// Replaces the file as a whole.
    package func save(_ path: String) throws {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        if !folder.isEmpty {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
        try AtomicFile.write(bytes, to: path, replaces: true)
    }
}
