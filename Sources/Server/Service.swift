import Domain
import HTTPListener
import Operations
import Platform
import Schema
import Store

/// A running instance: database, listener, event streams, background jobs. Several may work on one database.
package final class Service: Sendable {
    private let observer: Observer
    private let postgres: EmbeddedPostgres?
    private let watch: DatabaseWatch?
    private let pulse: DatabasePulse
    private let pool: Pool
    private let listener: HTTPListener
    private let streams: EventStreams
    private let jobs: [JobLoop]
    private let drainSeconds: Int

    /// Starts the database (embedded unless the configuration names one), brings an embedded one's schema up to date,
    /// and begins to answer. Throws a `Failure` that says what to do; nothing is left running then.
    package static func start(_ configuration: Configuration, observer: Observer) throws -> Service {
        let database = try DatabaseAccess.open(configuration, observer: observer)
        do {
            return try Service(configuration, database, observer)
        } catch {
            database.postgres?.stop()
            throw error
        }
    }

    private init(_ configuration: Configuration, _ database: DatabaseAccess, _ observer: Observer) throws {
        self.observer = observer
        postgres = database.postgres
        let reserve = StorageReserve(in: configuration.dataDirectory, observer: observer)
        watch = database.postgres.map { DatabaseWatch($0, reserve: reserve, observer: observer) }
        // Each working thread holds one connection at most; jobs and streams share the rest.
        let threads = configuration.workers + configuration.slowWorkers + configuration.passwordWorkers
        pool = database.pool(connections: threads + 4, observer)
        pulse = DatabasePulse(database.url, pool, observer)
        let services = try Services.make(configuration, pool: pool, observer: observer)
        try CheckReadiness.run(services)
        let directory = try UploadDirectory.prepare(in: configuration.dataDirectory)
        streams = EventStreams(services: services, limit: configuration.limits.streams)
        let application = Application(
            services: services, router: Router(Bindings.all(streams: streams)), uploadDirectory: directory,
            reserve: reserve)
        listener = HTTPListener(
            configuration: ListenerConfiguration(configuration, application),
            admission: { application.admit($0) }, handler: { application.answer($0) })
        jobs = BackgroundJobs.Share.allCases.map { JobLoop($0, services: services) }
        drainSeconds = configuration.limits.drainSeconds
        do {
            try listener.start()
        } catch {
            listener.stop(drainSeconds: 0)
            throw error
        }
        try streams.start()
        for loop in jobs { try loop.start() }
        try watch?.start()
        try pulse.start()
        observer.info(
            "service_started",
            [
                "listen": .string("\(configuration.listen.host):\(listener.port)"),
                "instance": .string(services.instance),
            ])
    }

    package var port: UInt16 { listener.port }

    /// Finishes the requests and jobs at work within the drain time, ends streams, then the database. Nothing that was
    /// acknowledged is lost: it is committed. An executor that needs longer ends with this process, and its effect becomes
    /// `indeterminate`.
    package func stop() {
        watch?.stop()
        for loop in jobs { loop.stop() }
        streams.stop()
        let cutOff = listener.stop(drainSeconds: drainSeconds)
        for loop in jobs { loop.awaitEnd(withinSeconds: drainSeconds) }
        pulse.stop()
        postgres?.stop()
        observer.info("service_stopped", ["requests_cut_off": .integer(Int64(cutOff))])
    }
}

extension ListenerConfiguration {
    init(_ configuration: Configuration, _ application: Application) {
        self.init { status, failure, requestID in
            application.problem(failure, requestID: requestID, status: status)
        }
        let limits = configuration.limits
        host = configuration.listen.host
        port = configuration.listen.port
        workers = configuration.workers
        slowWorkers = configuration.slowWorkers
        passwordWorkers = configuration.passwordWorkers
        waitingLimit = limits.waitingRequests
        headLimitBytes = limits.headerBytes
        connectionLimit = limits.connections
        addressConnectionLimit = limits.connectionsPerAddress
        headTimeoutSeconds = limits.requestTimeoutSeconds
        bodyTimeoutSeconds = limits.bodyTimeoutSeconds
        idleTimeoutSeconds = limits.requestTimeoutSeconds
    }
}
