import API
import Domain
import Operations
import Platform
import Store

/// The commands of `countersignd`.
package enum ServiceCommand: String, CaseIterable {
    case serve, migrate, config, `operator`, restored, version

    package static let usage = """
        Usage: countersignd <command> [--setting value]…

          serve      Run the service until SIGTERM or SIGINT.
          migrate    Bring the schema of --migration-url (or of the embedded database) up to date, and end.
          config     Show every setting, its value and where the value comes from.
          operator   Create an operator: --login NAME [--name "FULL NAME"], the password on standard input.
                     Needs local access to the database; stop a service that uses the embedded one first.
          restored   Say that the database (the embedded one, or that of --migration-url) comes from a backup, before
                     it is served again: what was signed or allowed before is void and never carried out.
          version    Print the version.

        Settings are flags, COUNTERSIGN_* variables or lines of the file that --config names; see `countersignd config`.

        """

    package static let versionLine = "countersignd \(Version.text)"

    static func observer(_ configuration: Configuration) -> Observer {
        Observer(log: Log(level: configuration.logLevel, format: configuration.logFormat))
    }

    /// What `countersignd config` prints.
    package static func describe(_ resolved: ResolvedConfiguration) -> String {
        let width = resolved.shown.map(\.name.count).max() ?? 0
        return resolved.shown.map { setting in
            let padding = String(repeating: " ", count: width - setting.name.count)
            return "\(setting.name)\(padding)  \(setting.value ?? "(not set)")  (\(setting.origin))\n"
        }.joined()
    }

    package static func migrate(_ configuration: Configuration) throws {
        let observer = observer(configuration)
        if let url = configuration.migrationURL {
            try DatabaseAccess.migrate(url, observer)
        } else if configuration.databaseURL != nil {
            throw Failure(
                .badRequest, "migrate needs --migration-url: the database as its owner, not as the service's role")
        } else {
            try DatabaseAccess.open(configuration, observer: observer).postgres?.stop()
        }
    }

    package static func createOperator(
        _ configuration: Configuration, login: String, name: String, password: String
    ) throws {
        let observer = observer(configuration)
        let database = try DatabaseAccess.open(configuration, observer: observer)
        defer { database.postgres?.stop() }
        let services = try Services.make(
            configuration, pool: database.pool(connections: 1, observer), observer: observer)
        try BootstrapOperator.run(services, login: login, name: name, password: password)
    }

    /// Answers what to tell the operator.
    package static func markRestored(_ configuration: Configuration) throws -> String {
        let epoch: Int
        if let url = configuration.migrationURL {
            epoch = try RestoredDatabase.raiseEpoch(ownerURL: url)
        } else if configuration.databaseURL != nil {
            throw Failure(
                .badRequest, "restored needs --migration-url: the database as its owner, not as the service's role")
        } else {
            epoch = try raiseEmbeddedEpoch(configuration)
        }
        return "The epoch is now \(epoch): nothing that was signed or allowed before will be carried out.\n"
    }

    private static func raiseEmbeddedEpoch(_ configuration: Configuration) throws -> Int {
        // A folder without a cluster is a mistyped one, and must not become a new installation.
        guard EmbeddedPostgres.exists(dataDirectory: configuration.dataDirectory) else {
            throw Failure(
                .badRequest,
                "there is no database in \(configuration.dataDirectory); name the restored folder with --data")
        }
        guard let postgres = try DatabaseAccess.open(configuration, observer: observer(configuration)).postgres else {
            throw Failure(.badRequest, "there is no embedded database")
        }
        defer { postgres.stop() }
        return try RestoredDatabase.raiseEpoch(ownerURL: DatabaseAccess.ownerURL(postgres))
    }

    package static func serve(_ configuration: Configuration) throws -> Service {
        try Service.start(configuration, observer: observer(configuration))
    }
}
