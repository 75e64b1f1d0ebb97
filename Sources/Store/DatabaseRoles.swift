import Domain

/// The roles that the schema grants rights to. Roles belong to the whole cluster, so they may exist already, made by
/// another database's migration at this very moment. None of them owns anything or bypasses row-level security; how
/// they log in (peer, password, certificate) is the operator's `pg_hba.conf`.
package enum DatabaseRoles: String, CaseIterable {
    /// The service's requests.
    case app = "countersign_app"
    /// Writes the audit log's checkpoints.
    case sealer = "countersign_sealer"
    /// Reads the audit log.
    case auditor = "countersign_auditor"
    /// Background jobs, which look across teams.
    case system = "countersign_system"

    static func ensure(on connection: Connection) throws {
        let present = try connection.all(PresentRoles(names: allCases.map(\.rawValue)))
        for role in allCases.map(\.rawValue) where !present.contains(role) {
            do {
                try connection.run(script: tolerantly("CREATE ROLE \(role) LOGIN"))
            } catch DatabaseError.defect(_, let reason) {
                throw Failure(
                    .notAllowed,
                    "cannot create the role \(role): \(reason); let an administrator run CREATE ROLE \(role) LOGIN")
            }
        }
    }

    private static func tolerantly(_ sql: String) -> String {
        "DO $$ BEGIN \(sql); EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    }

    private struct PresentRoles: Query {
        typealias Row = String
        let names: [String]
        static let sql = "SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($1::text[])"
        var parameters: [any SQLValue] { [names] }
    }
}
