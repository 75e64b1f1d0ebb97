// swift-tools-version: 6.1
import PackageDescription

// Arrows point one way: a target may import only what it lists. Build with
// `--explicit-target-dependency-import-check error` to have the compiler hold them.
let package = Package(
    name: "countersign",
    products: [
        .executable(name: "countersignd", targets: ["countersignd"]),
        .executable(name: "countersign", targets: ["countersign"]),
        .executable(name: "countersign-hook", targets: ["countersign-hook"]),
    ],
    targets: [
        // System libraries: a module map and a shim each.
        .systemLibrary(name: "CLibpq", path: "Sources/C/Libpq", pkgConfig: "libpq"),
        .systemLibrary(name: "CMicrohttpd", path: "Sources/C/Microhttpd", pkgConfig: "libmicrohttpd"),
        .systemLibrary(name: "CCurl", path: "Sources/C/Curl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CSodium", path: "Sources/C/Sodium", pkgConfig: "libsodium"),
        .systemLibrary(name: "CYAML", path: "Sources/C/YAML", pkgConfig: "yaml-0.1"),
        .systemLibrary(name: "CGit2", path: "Sources/C/Git2", pkgConfig: "libgit2"),
        .systemLibrary(name: "CProcess", path: "Sources/C/Process"),

        // Values and their rules of change: no I/O, no clock.
        .target(name: "Domain", dependencies: ["CSodium"]),
        // Policy, ownership and review rules: (facts) -> decision + reasons.
        .target(name: "Decisions", dependencies: ["Domain"]),
        // Text <-> Domain: YAML, SKILL.md, CODEOWNERS, JSON Schema, diffs.
        .target(name: "Formats", dependencies: ["Domain", "CYAML", "CGit2"]),
        // The endpoint table, its messages and error codes.
        .target(name: "API", dependencies: ["Domain"]),
        // Configuration, logs and metrics, clock, crypto, subprocesses, embedded PostgreSQL.
        .target(name: "Platform", dependencies: ["Domain", "CProcess", "CSodium"]),
        // Migrations and their ordered list.
        .target(
            name: "Schema",
            resources: [.embedInCode("Migrations")]),
        // PostgreSQL: connections, transactions, one typed value per query.
        .target(name: "Store", dependencies: ["Domain", "Schema", "CLibpq"]),
        // One file per thing that a person, a runner or a timer can do.
        .target(name: "Operations", dependencies: ["API", "Decisions", "Domain", "Formats", "Platform", "Store"]),
        // libmicrohttpd -> Request -> Response.
        .target(name: "HTTPListener", dependencies: ["Domain", "CMicrohttpd"]),
        // Endpoints bound to operations, background jobs, wiring.
        .target(
            name: "Server",
            dependencies: ["API", "Domain", "HTTPListener", "Operations", "Platform", "Schema", "Store"]),
        // Typed calls of the endpoint table over libcurl.
        .target(name: "APIClient", dependencies: ["API", "Domain", "CCurl"]),
        // Adapters for agents: plain commands.
        .target(name: "Harness", dependencies: ["API", "Domain", "Platform"]),
        // Lease loop, workspace, agent process, transcript, upload.
        .target(name: "RunnerDaemon", dependencies: ["API", "APIClient", "Domain", "Harness", "Platform"]),
        // One file per command, one command table.
        .target(
            name: "CLI",
            dependencies: ["API", "APIClient", "Decisions", "Domain", "Formats", "Harness", "Platform", "RunnerDaemon"]),
        // Scratch databases, factories, transcript runner.
        .target(
            name: "TestSupport",
            dependencies: ["API", "APIClient", "Domain", "Operations", "Platform", "Schema", "Server", "Store"]),

        // The service.
        .executableTarget(name: "countersignd", dependencies: ["Platform", "Server"]),
        // The command line, also the runner.
        .executableTarget(name: "countersign", dependencies: ["CLI"]),
        // An agent's side of the runner's unix socket: tiny, static, holds no token.
        .executableTarget(name: "countersign-hook"),

        .testTarget(name: "DomainTests", dependencies: ["Domain"]),
        .testTarget(
            name: "DecisionsTests", dependencies: ["Decisions", "Domain", "Formats", "TestSupport"], exclude: ["Cases"]),
        .testTarget(name: "FormatsTests", dependencies: ["Domain", "Formats", "TestSupport"]),
        .testTarget(name: "APITests", dependencies: ["API", "Domain"]),
        .testTarget(name: "PlatformTests", dependencies: ["Domain", "Platform", "TestSupport"]),
        .testTarget(
            name: "StoreTests", dependencies: ["Domain", "Schema", "Store", "TestSupport"], exclude: ["Snapshots"]),
        .testTarget(name: "HTTPListenerTests", dependencies: ["Domain", "HTTPListener"]),
        .testTarget(name: "APIClientTests", dependencies: ["API", "APIClient", "Domain", "HTTPListener"]),
        .testTarget(
            name: "OperationsTests",
            dependencies: ["API", "Decisions", "Domain", "Formats", "Operations", "Platform", "Store", "TestSupport"]),
        .testTarget(
            name: "ServerTests",
            dependencies: ["API", "APIClient", "Domain", "Operations", "Platform", "Server", "Store", "TestSupport"],
            exclude: ["Snapshots"]),
        .testTarget(
            name: "RunnerDaemonTests",
            dependencies: ["API", "APIClient", "Domain", "Harness", "Platform", "RunnerDaemon", "TestSupport"]),
        .testTarget(
            name: "CLITests", dependencies: ["API", "APIClient", "CLI", "Domain", "Platform", "TestSupport"],
            exclude: ["Snapshots"]),
        // Its Python tests run the templates' programs.
        .testTarget(
            name: "LibraryTests", dependencies: ["Domain", "Formats", "Platform"],
            exclude: [
                "Snapshots", "library_case.py", "test_performance_recap.py", "test_release_notes.py",
                "test_templates.py", "test_ticket_summary.py",
            ]),
        // Pedantry, and docs = tables.
        .testTarget(
            name: "TidyTests", dependencies: ["API", "CLI", "Decisions", "Domain", "Platform", "Server"]),
    ],
    swiftLanguageModes: [.v6]
)
