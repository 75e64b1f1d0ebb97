import Domain
import Store
import TestSupport
import Testing

/// Each value goes to PostgreSQL and comes back; PostgreSQL itself says, as text, what has arrived.
@Suite struct SQLValueTests {
    /// `$1::<type>` and its text as PostgreSQL prints it.
    struct Echo<Value: SQLValue & Equatable, Kind: SQLKind>: Query {
        let value: Value
        static var sql: String { "SELECT $1::\(Kind.name), ($1::\(Kind.name))::text" }
        var parameters: [any SQLValue] { [value] }
        static func row(_ columns: inout Columns) throws -> (value: Value, text: String?) {
            (try columns.next(), try columns.next())
        }
    }

    let pool: Pool
    let database: ScratchDatabase

    init() throws {
        database = try ScratchDatabase.makeEmpty()
        pool = database.pool(connections: 1)
    }

    private func echo<Value: SQLValue & Equatable, Kind: SQLKind>(
        _ value: Value, as kind: Kind.Type, prints text: String?, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let row = try pool.transaction(.none) { try $0.one(Echo<Value, Kind>(value: value)) }
        #expect(row.value == value, sourceLocation: sourceLocation)
        #expect(row.text.map { Array($0.utf8) } == text.map { Array($0.utf8) }, sourceLocation: sourceLocation)
    }

    @Test func text() throws {
        try echo("", as: TextKind.self, prints: "")
        try echo("o'b\"r\\ien; $1 {,}\n\t", as: TextKind.self, prints: "o'b\"r\\ien; $1 {,}\n\t")
        try echo(
            "e\u{301}\u{E9} 漢字 👩🏽‍🚒 \u{FEFF}\u{202E}", as: TextKind.self, prints: "e\u{301}\u{E9} 漢字 👩🏽‍🚒 \u{FEFF}\u{202E}")
        try echo(String?.none, as: TextKind.self, prints: nil)
        try echo(String?.some("x"), as: TextKind.self, prints: "x")
    }

    @Test func numbersAndTruth() throws {
        try echo(Int64.min, as: BigintKind.self, prints: "-9223372036854775808")
        try echo(Int.max, as: BigintKind.self, prints: "9223372036854775807")
        try echo(Int?.none, as: BigintKind.self, prints: nil)
        try echo(true, as: BoolKind.self, prints: "true")
        try echo(false, as: BoolKind.self, prints: "false")
        try echo(0.1, as: DoubleKind.self, prints: "0.1")
        try echo(-1e300, as: DoubleKind.self, prints: "-1e+300")
        try echo(Double.infinity, as: DoubleKind.self, prints: "Infinity")
        try echo(Double.leastNonzeroMagnitude, as: DoubleKind.self, prints: "5e-324")
    }

    @Test func bytes() throws {
        try echo([UInt8](), as: ByteaKind.self, prints: "\\x")
        try echo([0, 1, 0x5C, 0xFF, 0] as [UInt8], as: ByteaKind.self, prints: "\\x00015cff00")
        try echo([UInt8]?.none, as: ByteaKind.self, prints: nil)
        let digest = Digest.of("abc")
        try echo(digest, as: ByteaKind.self, prints: "\\x" + digest.hex)
    }

    @Test func jsonAndTime() throws {
        let json: JSON = ["a": [1, 2.5, nil, true], "b": "q\"\\\u{7}é"]
        try echo(json, as: JSONKind.self, prints: json.canonical)
        try echo(["n": 9_007_199_254_740_993] as JSON, as: JSONBKind.self, prints: "{\"n\": 9007199254740993}")
        let time = try #require(Timestamp("2026-11-01T12:30:00.25Z"))
        try echo(time, as: TimeKind.self, prints: "2026-11-01 12:30:00.25+00")
        let early = try #require(Timestamp("0001-01-01T00:00:00Z"))
        try echo(early, as: TimeKind.self, prints: "0001-01-01 00:00:00+00")
        try echo(Risk.irreversible, as: TextKind.self, prints: "irreversible")
    }

    @Test func arrays() throws {
        try echo([String](), as: TextArrayKind.self, prints: "{}")
        try echo(
            ["", "a", "a b", "q\"\\{,}", "NULL", "null", "é\n"], as: TextArrayKind.self,
            prints: #"{"",a,"a b","q\"\\{,}","NULL","null","é"# + "\n\"}")
        try echo([1, -2, .max] as [Int64], as: BigintArrayKind.self, prints: "{1,-2,9223372036854775807}")
        try echo([[], [0, 255]] as [[UInt8]], as: ByteaArrayKind.self, prints: #"{"\\x","\\x00ff"}"#)
        try echo([Risk.routine, .shared], as: TextArrayKind.self, prints: "{routine,shared}")
        try echo([String]?.none, as: TextArrayKind.self, prints: nil)
    }

    @Test func refusesTextThatCannotBeStored() throws {
        let failure = DatabaseError.unstorableText.failure
        #expect(throws: failure) { try echo("a\0b", as: TextKind.self, prints: nil) }
        #expect(throws: failure) { try echo(["a\0b"], as: TextArrayKind.self, prints: nil) }
        #expect(throws: failure) { try echo(["a": "\0"] as JSON, as: JSONBKind.self, prints: nil) }
    }

    struct Mistyped<Value: SQLValue, Kind: SQLLiteral>: Query {
        typealias Row = Value
        static var sql: String { "SELECT \(Kind.sql) AS it" }
    }

    private func reason<Value: SQLValue, Kind: SQLLiteral>(_ type: Value.Type, from kind: Kind.Type) throws -> String {
        let connection = Connection(url: database.ownerURL)
        try connection.open()
        do {
            _ = try connection.all(Mistyped<Value, Kind>())
        } catch DatabaseError.defect(_, let reason) {
            return reason
        }
        return "read"
    }

    @Test func saysWhichColumnDoesNotFit() throws {
        #expect(try reason(String.self, from: NullLiteral.self) == "column it is NULL, wanted String")
        #expect(try reason(Int.self, from: WordLiteral.self) == "column it cannot be read as Int")
        #expect(try reason([String].self, from: NullElement.self) == "column it cannot be read as Array<String>")
        #expect(try reason(Risk.self, from: WordLiteral.self) == "column it cannot be read as Risk")
        #expect(try reason(String?.self, from: NullLiteral.self) == "read")
        #expect(try reason(String.self, from: TwoColumns.self) == "reads 1 of 2 columns")
    }
}

protocol SQLKind: Sendable { static var name: String { get } }
enum TextKind: SQLKind { static let name = "text" }
enum BigintKind: SQLKind { static let name = "bigint" }
enum BoolKind: SQLKind { static let name = "bool" }
enum DoubleKind: SQLKind { static let name = "float8" }
enum ByteaKind: SQLKind { static let name = "bytea" }
enum JSONKind: SQLKind { static let name = "json" }
enum JSONBKind: SQLKind { static let name = "jsonb" }
enum TimeKind: SQLKind { static let name = "timestamptz" }
enum TextArrayKind: SQLKind { static let name = "text[]" }
enum BigintArrayKind: SQLKind { static let name = "bigint[]" }
enum ByteaArrayKind: SQLKind { static let name = "bytea[]" }

protocol SQLLiteral: Sendable { static var sql: String { get } }
enum NullLiteral: SQLLiteral { static let sql = "NULL::text" }
enum WordLiteral: SQLLiteral { static let sql = "'word'" }
enum NullElement: SQLLiteral { static let sql = "'{a,NULL}'::text[]" }
enum TwoColumns: SQLLiteral { static let sql = "'word' AS first, 'word'" }
