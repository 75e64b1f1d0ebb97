import Domain

/// A configuration together with where each of its values comes from. Flags go before the environment, the environment
/// before the file, the file before defaults. Nothing is guessed: what is unknown, twice there or unacceptable stops
/// the start with `Failure(.badRequest)` that names the setting, its place and what is accepted.
package struct ResolvedConfiguration: Sendable {
    /// Where a value was found.
    package enum Origin: Equatable, Sendable, CustomStringConvertible {
        case flag(String)
        case environment(String)
        case file(path: String, line: Int)
        case fallback

        package var description: String {
            switch self {
            case .flag(let flag): flag
            case .environment(let variable): variable
            case .file(let path, let line): "\(path):\(line)"
            case .fallback: "default"
            }
        }
    }

    /// A setting as `countersignd config` shows it: secrets are masked, nil is "not set".
    package struct Shown: Equatable, Sendable {
        package let name: String
        package let value: String?
        package let origin: Origin
    }

    private typealias Found = (value: String, origin: Origin)

    package let configuration: Configuration
    package let shown: [Shown]

    /// `arguments` are those behind the program's name and command. `environment` may hold anything else as well: other
    /// programs of ours have variables of their own there.
    package init(arguments: [String], environment: [String: String]) throws {
        let flags = try Self.flags(arguments)
        let path = flags["config"] ?? environment["COUNTERSIGN_CONFIG"]
        let file = try path.map { try Self.entries(of: ConfigurationFile(path: $0)) } ?? [:]
        var configuration = Configuration()
        var shown: [Shown] = []
        for setting in Setting.all {
            let found: Found? =
                flags[setting.name].map { ($0, .flag(setting.flag)) }
                ?? environment[setting.variable].map { ($0, .environment(setting.variable)) }
                ?? file[setting.name]
                ?? setting.fallback.map { ($0, .fallback) }
            if let found, !setting.apply(&configuration, found.value) {
                let value = setting.isSecret ? "its value" : "\"\(found.value)\""
                throw Failure(
                    .badRequest,
                    "\(setting.name) (from \(found.origin)): \(value) is not accepted; it must be \(setting.accepts)")
            }
            let value = found.map { setting.isSecret ? "********" : $0.value }
            shown.append(Shown(name: setting.name, value: value, origin: found?.origin ?? .fallback))
        }
        self.configuration = configuration
        self.shown = shown
    }

    /// Reads `--name value` and `--name=value`.
    private static func flags(_ arguments: [String]) throws -> [String: String] {
        var flags: [String: String] = [:]
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = String(parts[0].dropFirst(2))
            guard argument.hasPrefix("--"), isKnown(name) else {
                throw Failure(.badRequest, "unknown argument \(parts[0]); settings are --\(allNames(joinedBy: ", --"))")
            }
            guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
                throw Failure(.badRequest, "--\(name) needs a value")
            }
            guard flags.updateValue(value, forKey: name) == nil else {
                throw Failure(.badRequest, "--\(name) is given twice")
            }
        }
        return flags
    }

    private static func entries(of file: ConfigurationFile) throws -> [String: Found] {
        var found: [String: Found] = [:]
        for entry in file.entries {
            guard isKnown(entry.key), entry.key != "config" else {
                throw Failure(
                    .badRequest,
                    "\(file.path):\(entry.line): unknown setting \(entry.key); settings are \(allNames(joinedBy: ", "))"
                )
            }
            found[entry.key] = (entry.value, .file(path: file.path, line: entry.line))
        }
        return found
    }

    private static func isKnown(_ name: String) -> Bool { Setting.all.contains { $0.name == name } }

    private static func allNames(joinedBy separator: String) -> String {
        Setting.all.map(\.name).joined(separator: separator)
    }
}
