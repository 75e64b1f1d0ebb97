import Domain
import FoundationEssentials
import Glibc

/// An installed PostgreSQL: the folder of its programs, and its major version.
struct PostgresBinaries: Equatable {
    /// The oldest version that the service works with.
    static let oldestVersion = 15

    let folder: String
    let version: Int

    /// The newest one that is new enough, or exactly the version of an existing cluster. Looks where Debian and Red Hat
    /// keep several versions side by side, and in PATH; links there are followed, for PostgreSQL finds its files by its
    /// own place.
    static func find(version: Int? = nil, path: String? = Subprocess.inherited(["PATH"])["PATH"]) throws
        -> PostgresBinaries
    {
        let found = installed(path: path)
        if let version {
            guard let binaries = found.first(where: { $0.version == version }) else {
                throw Failure(
                    .unavailable,
                    "the data directory was made by PostgreSQL \(version), which is not installed\(listed(found)); "
                        + "install it (Debian: apt-get install postgresql-\(version))")
            }
            return binaries
        }
        guard let newest = found.max(by: { $0.version < $1.version }), newest.version >= oldestVersion else {
            throw Failure(
                .unavailable,
                "PostgreSQL \(oldestVersion) or newer is not installed\(listed(found)); install it (Debian: apt-get "
                    + "install postgresql) or name a database with database-url")
        }
        return newest
    }

    private static func listed(_ found: [PostgresBinaries]) -> String {
        found.isEmpty ? "" : " (found \(found.map { "\($0.version) in \($0.folder)" }.joined(separator: ", ")))"
    }

    private static func installed(path: String?) -> [PostgresBinaries] {
        let debian = children(of: "/usr/lib/postgresql").map { "/usr/lib/postgresql/\($0)/bin" }
        let redHat = children(of: "/usr").filter { $0.hasPrefix("pgsql-") }.map { "/usr/\($0)/bin" }
        let onPath = (path ?? "").split(separator: ":").compactMap { resolve("\($0)/initdb") }
            .map { $0.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } }
        var seen: Set<String> = []
        return (debian + redHat + onPath).filter { seen.insert($0).inserted }.compactMap { folder in
            guard access("\(folder)/initdb", X_OK) == 0, let version = version(of: "\(folder)/postgres") else {
                return nil
            }
            return PostgresBinaries(folder: folder, version: version)
        }
    }

    private static func children(of folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Reads `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)`.
    private static func version(of postgres: String) -> Int? {
        let program = Subprocess(postgres, ["--version"], deadlineSeconds: 5)
        guard let words = try? program.run().output.text.split(separator: " "), words.count > 2 else { return nil }
        return Int(words[2].prefix(while: \.isNumber))
    }
}
