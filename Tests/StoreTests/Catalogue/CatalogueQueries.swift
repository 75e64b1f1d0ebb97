import Store

struct Tables: Query {
    struct Row {
        let name: String
        let hasTeam: Bool
        let isProtected: Bool
        let firstKeyColumn: String?
    }

    static let sql = """
        SELECT relname::text,
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'team_id' AND NOT attisdropped),
            relrowsecurity AND relforcerowsecurity,
            (SELECT attname::text FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
                WHERE conrelid = pg_class.oid AND contype = 'p')
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
        """

    static func row(_ columns: inout Columns) throws -> Row {
        Row(
            name: try columns.next(), hasTeam: try columns.next(), isProtected: try columns.next(),
            firstKeyColumn: try columns.next())
    }
}

/// Foreign keys between tables that both carry a team: whether both sides name it.
struct TeamForeignKeys: Query {
    struct Row {
        let name: String
        let isWithinTeam: Bool
    }

    static let sql = """
        WITH team_columns AS (SELECT attrelid, attnum FROM pg_attribute WHERE attname = 'team_id' AND NOT attisdropped)
        SELECT conrelid::regclass || '.' || conname,
            EXISTS (SELECT FROM generate_subscripts(conkey, 1) AS at
                WHERE conkey[at] = own.attnum AND confkey[at] = other.attnum)
        FROM pg_constraint JOIN team_columns own ON own.attrelid = conrelid
            JOIN team_columns other ON other.attrelid = confrelid
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1
        """

    static func row(_ columns: inout Columns) throws -> Row {
        Row(name: try columns.next(), isWithinTeam: try columns.next())
    }
}

struct Policies: Query {
    struct Row {
        let table: String
        let name: String
        let command: String
        let roles: [String]
        /// Of rows that are there; nil for what only adds some.
        let uses: String?
        let checks: String?

        var summary: String { "\(table) \(name) \(command) \(uses ?? checks ?? "")" }
    }

    static let sql = """
        SELECT tablename::text, policyname::text, cmd, roles::text[], replace(qual, '(team_id)::text', 'team_id'),
            replace(with_check, '(team_id)::text', 'team_id')
        FROM pg_policies WHERE schemaname = 'public' ORDER BY tablename, policyname
        """

    static func row(_ columns: inout Columns) throws -> Row {
        Row(
            table: try columns.next(), name: try columns.next(), command: try columns.next(),
            roles: try columns.next(), uses: try columns.next(), checks: try columns.next())
    }
}

/// Anything of the schema that the role of requests, the auditor or the sealer owns.
struct OwnedByService: Query {
    typealias Row = String
    static let sql = """
        SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner IN (
            SELECT oid FROM pg_roles WHERE rolname IN ('countersign_app', 'countersign_auditor', 'countersign_sealer'))
        UNION ALL
        SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner IN (
            SELECT oid FROM pg_roles WHERE rolname IN ('countersign_app', 'countersign_auditor', 'countersign_sealer'))
        UNION ALL
        SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND relowner = (SELECT oid FROM pg_roles WHERE rolname = 'countersign_system')
        """
}

/// `<table> <right>` for every table that requests may update, delete from or truncate, wholly or by column.
struct ServiceRights: Query {
    typealias Row = String
    static let sql = """
        SELECT relname || ' ' || kind FROM pg_class, unnest(ARRAY['DELETE', 'TRUNCATE', 'UPDATE']) kind
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND (has_table_privilege('countersign_app', pg_class.oid, kind)
                OR (kind = 'UPDATE' AND has_any_column_privilege('countersign_app', pg_class.oid, kind)))
        ORDER BY 1
        """
}

struct AppendOnlyTables: Query {
    typealias Row = String
    static let sql = """
        SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname IN ('append_only', 'append_only_all')
        GROUP BY tgrelid HAVING count(*) = 2
        """
}

struct DefinerFunctions: Query {
    struct Row {
        let name: String
        let hasSearchPath: Bool
        let isForEverybody: Bool
    }

    static let sql = """
        SELECT proname::text, EXISTS (SELECT FROM unnest(proconfig) setting WHERE setting LIKE 'search_path=%'),
            EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY proname
        """

    static func row(_ columns: inout Columns) throws -> Row {
        Row(name: try columns.next(), hasSearchPath: try columns.next(), isForEverybody: try columns.next())
    }
}
