import Domain
import FoundationEssentials
import Glibc
import Platform
import Testing

/// Against the real PostgreSQL, with its own psql as the client.
@Suite(.serialized) struct EmbeddedPostgresTests {
    private func psql(_ url: String, _ sql: String) throws -> Outcome {
        try Subprocess(
            "psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", url, "-c", sql],
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], deadlineSeconds: 20
        ).run()
    }

    @Test func servesAndKeepsWhatItHas() throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/new/data"
        let first = try EmbeddedPostgres.start(dataDirectory: data, profile: .test)
        let owner = first.url(role: "countersign_owner", database: "postgres")
        let settings = try psql(
            owner,
            "SELECT current_user, current_setting('data_checksums'), current_setting('server_encoding'), "
                + "current_setting('listen_addresses'), current_setting('fsync'), "
                + "(SELECT datcollate FROM pg_database WHERE datname = 'template1')")
        #expect(settings.output.text == "countersign_owner|on|UTF8||off|C.UTF-8\n", "\(settings.errors.text)")
        let change = try psql(
            owner,
            "CREATE ROLE countersign_app LOGIN; CREATE ROLE stranger LOGIN; CREATE TABLE kept AS SELECT 42 AS number")
        #expect(change.isSuccess, "\(change.errors.text)")
        let app = try psql(first.url(role: "countersign_app", database: "postgres"), "SELECT current_user")
        #expect(app.output.text == "countersign_app\n")
        let stranger = try psql(first.url(role: "stranger", database: "postgres"), "SELECT 1")
        #expect(stranger.errors.text.contains("Peer authentication failed"))
        #expect(first.isRunning && isAlive(first.processID))
        #expect(first.stop())
        #expect(!first.isRunning && !isAlive(first.processID))

        let begin = Clock.monotonicMilliseconds
        let second = try EmbeddedPostgres.start(dataDirectory: data, profile: .durable)
        defer { second.stop() }
        #expect(Clock.monotonicMilliseconds - begin < 5000)
        let kept = try psql(
            second.url(role: "countersign_owner", database: "postgres"),
            "SELECT number, current_setting('fsync') FROM kept")
        #expect(kept.output.text == "42|on\n")
    }

    @Test func aDataDirectoryHasOneService() throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/data"
        let first = try EmbeddedPostgres.start(dataDirectory: data, profile: .test)
        let failure = #expect(throws: Failure.self) { try EmbeddedPostgres.start(dataDirectory: data, profile: .test) }
        #expect(failure?.message.contains("\(data) is in use by process \(getpid())") == true)
        #expect(first.stop())
    }

    /// PostgreSQL gets its signal when the thread that started it ends: that thread must not be the caller's.
    @Test func outlivesTheCallersThread() throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/data"
        let started = Promise<EmbeddedPostgres?>()
        try BackgroundThread.start { started.keep(try? EmbeddedPostgres.start(dataDirectory: data, profile: .test)) }
        let postgres = try #require(started.wait())
        let url = postgres.url(role: "countersign_owner", database: "postgres")
        // A fast shutdown would be under way at once.
        #expect(try psql(url, "SELECT pg_sleep(0.3)").isSuccess)
        #expect(try psql(url, "SELECT 1").isSuccess)
        #expect(postgres.stop())
    }

    /// The service is killed without a chance to clean up: its PostgreSQL ends by itself, cleanly.
    @Test func endsWithAKilledService() async throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/data"
        await #expect(processExitsWith: .signal(SIGKILL)) { [data = data as String] in
            let postgres = try EmbeddedPostgres.start(dataDirectory: data, profile: .test)
            let note = Data("\(postgres.processID)".utf8)
            _ = FileManager.default.createFile(atPath: "\(data)/note", contents: note)
            kill(getpid(), SIGKILL)
        }
        let processID = try #require(folder.read("data/note").flatMap { Int32($0) })
        let giveUp = Clock.monotonicMilliseconds + 10_000
        while isAlive(processID) && Clock.monotonicMilliseconds < giveUp { usleep(1000) }
        #expect(!isAlive(processID))
        let log = try #require(folder.read("data/postgres.log"))
        #expect(log.contains("received fast shutdown request") && log.contains("database system is shut down"))
        #expect(try EmbeddedPostgres.start(dataDirectory: data, profile: .test).stop())
    }

    @Test func comesBackAfterItWasKilled() throws {
        let folder = try TemporaryFolder()
        let postgres = try EmbeddedPostgres.start(dataDirectory: "\(folder.path)/data")
        let url = postgres.url(role: "countersign_owner", database: "postgres")
        #expect(try psql(url, "CREATE TABLE kept AS SELECT 42 AS number").isSuccess)
        let first = postgres.processID
        #expect(kill(first, SIGKILL) == 0)
        let giveUp = Clock.monotonicMilliseconds + 10_000
        while postgres.isRunning && Clock.monotonicMilliseconds < giveUp { usleep(1000) }
        #expect(!postgres.isRunning)
        // Its children may need a moment to notice.
        while !postgres.isRunning && Clock.monotonicMilliseconds < giveUp { try? postgres.restart() }
        #expect(postgres.isRunning && postgres.processID != first)
        #expect(try psql(url, "SELECT number FROM kept").output.text == "42\n")
        #expect(postgres.stop())
        #expect(throws: Failure.self) { try postgres.restart() }
        #expect(!postgres.isRunning)
    }

    /// One that did not hear of its service's death is in the way of the next start, but not for long.
    @Test func anOrphanIsReplaced() throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/data"
        let first = try EmbeddedPostgres.start(dataDirectory: data, profile: .test)
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(first.processID)/exe")
        #expect(first.stop())
        let drop = geteuid() == 0 ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
        let orphan = try Subprocess(
            "/usr/bin/setpriv",
            drop + [
                program, "-D", "\(data)/postgres", "-c", "listen_addresses=", "-c",
                "unix_socket_directories=\(first.socketDirectory)",
            ]
        ).start()
        while folder.read("data/postgres/postmaster.pid")?.contains("ready") != true && orphan.isRunning {
            usleep(1000)
        }
        let next = try EmbeddedPostgres.start(dataDirectory: data, profile: .test)
        #expect(orphan.wait().end == .exited(0))
        #expect(next.isRunning)
        #expect(next.stop())
    }

    @Test func aLongPathGetsItsSocketElsewhere() throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/\(String(repeating: "long, and \"odd\" ", count: 6))"
        let postgres = try EmbeddedPostgres.start(dataDirectory: data, profile: .test)
        defer { try? FileManager.default.removeItem(atPath: postgres.socketDirectory) }
        #expect(postgres.socketDirectory == "/tmp/countersign-" + Digest.of(data).hex.prefix(16))
        #expect(try psql(postgres.url(role: "countersign_owner", database: "postgres"), "SELECT 1").isSuccess)
        #expect(postgres.stop())
    }

    @Test func aTrapInPlaceOfTheSocketFolderIsRefused() throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/data"
        #expect(try EmbeddedPostgres.start(dataDirectory: data, profile: .test).stop())
        try FileManager.default.removeItem(atPath: "\(data)/socket")
        try FileManager.default.createSymbolicLink(atPath: "\(data)/socket", withDestinationPath: "/tmp")
        let failure = #expect(throws: Failure.self) { try EmbeddedPostgres.start(dataDirectory: data, profile: .test) }
        #expect(failure?.message.contains("\(data)/socket is not a folder that belongs to") == true)
    }

    @Test(.enabled(if: geteuid() == 0, "only root drops to another user"))
    func aFolderThatPostgresCannotEnterIsNamed() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o700)
        let failure = #expect(throws: Failure.self) {
            try EmbeddedPostgres.start(dataDirectory: "\(folder.path)/data", profile: .test)
        }
        #expect(failure?.message.contains("cannot enter \(folder.path); choose") == true)
    }

    @Test func whatPostgresSaysIsPassedOn() throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/data"
        #expect(try EmbeddedPostgres.start(dataDirectory: data, profile: .test).stop())
        try FileManager.default.removeItem(atPath: "\(data)/postgres/global")
        let failure = #expect(throws: Failure.self) { try EmbeddedPostgres.start(dataDirectory: data, profile: .test) }
        #expect(failure?.code == .unavailable)
        #expect(failure?.message.contains("could not find the database system") == true, "\(failure?.message ?? "")")
        try Data("99\n".utf8).write(to: URL(filePath: "\(data)/postgres/PG_VERSION"))
        let other = #expect(throws: Failure.self) { try EmbeddedPostgres.start(dataDirectory: data, profile: .test) }
        #expect(other?.message.contains("apt-get install postgresql-99") == true)
    }

    /// A cluster whose making was cut short is made anew.
    @Test func halfAClusterIsNotTakenForOne() throws {
        let folder = try TemporaryFolder()
        let draft = "\(folder.path)/postgres.new"
        try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: true)
        _ = try folder.write("15\n", to: "postgres.new/PG_VERSION")
        let postgres = try EmbeddedPostgres.start(dataDirectory: folder.path, profile: .test)
        #expect(postgres.stop())
        #expect(!FileManager.default.fileExists(atPath: draft))
    }

    @Test(.enabled(if: canMount, "a full disk needs the right to mount a small one"))
    func aFullDiskHasACodeOfItsOwn() throws {
        let folder = try TemporaryFolder()
        let isMounted = try mount(folder.path, sizeMiB: 8)
        try #require(isMounted)
        defer { umount(folder.path) }
        let failure = #expect(throws: Failure.self) {
            try EmbeddedPostgres.start(dataDirectory: folder.path, profile: .test)
        }
        #expect(failure?.code == .storageFull, "\(failure?.message ?? "")")
    }

    @Test func aPlaceThatCannotBeMadeIsNamed() {
        let failure = #expect(throws: Failure.self) { try EmbeddedPostgres.start(dataDirectory: "/proc/data") }
        #expect(failure?.message.contains("/proc/data") == true)
    }

    private static var canMount: Bool {
        guard geteuid() == 0, let folder = try? TemporaryFolder(), (try? mount(folder.path, sizeMiB: 1)) == true else {
            return false
        }
        return umount(folder.path) == 0
    }

    private static func mount(_ path: String, sizeMiB: Int) throws -> Bool {
        try Subprocess("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(sizeMiB)m,mode=0711", "tmpfs", path]).run()
            .isSuccess
    }

    private func mount(_ path: String, sizeMiB: Int) throws -> Bool { try Self.mount(path, sizeMiB: sizeMiB) }
}
