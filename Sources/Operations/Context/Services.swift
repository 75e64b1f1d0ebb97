import Domain
import Platform
import Store

/// What operations work with: the same for every request of an instance.
package struct Services: Sendable {
    package let pool: Pool
    package let observer: Observer
    package let limits: Limits
    package let passwordCost: PasswordHash.Cost
    /// The key of review receipts, shared by all instances of the installation.
    package let receiptKey: [UInt8]
    /// Tells this process from others that work on the same database.
    package let instance: String
    package let leases: LeaseTimes
    /// Where large answers are put together, on disk rather than in memory.
    package let temporaryFolder: String
    /// Where the libraries of teams are kept as git repositories; a cache of this instance.
    package let libraryFolder: String
    /// Who can carry actions out on this server.
    package let executors: Executors

    package init(
        pool: Pool, observer: Observer, limits: Limits, passwordCost: PasswordHash.Cost, receiptKey: [UInt8],
        instance: String, leases: LeaseTimes = LeaseTimes(), temporaryFolder: String = "/var/tmp",
        libraryFolder: String = "/var/tmp/countersign-libraries",
        executors: Executors = Executors()
    ) {
        self.pool = pool
        self.observer = observer
        self.limits = limits
        self.passwordCost = passwordCost
        self.receiptKey = receiptKey
        self.instance = instance
        self.leases = leases
        self.temporaryFolder = temporaryFolder
        self.libraryFolder = libraryFolder
        self.executors = executors
    }
}

/// How long a lease lasts and how often it is renewed. A runner stops its agent when a third of the lease is left
/// (docs/leases.md), so a database that is away for half a minute costs nobody's work. It hears of a cancellation with a
/// renewal, so those come every five seconds however long the lease is.
package struct LeaseTimes: Sendable {
    package let leaseSeconds: Int
    package var renewEverySeconds: Int { min(max(1, leaseSeconds / 6), 5) }

    package init(leaseSeconds: Int = 60) { self.leaseSeconds = leaseSeconds }
}
