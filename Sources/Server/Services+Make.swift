import Domain
import Operations
import Platform
import Store

extension Services {
    /// The means of an instance with this configuration. Waits for nothing but the database.
    static func make(_ configuration: Configuration, pool: Pool, observer: Observer) throws -> Services {
        guard let receiptKey = try pool.first(InstallationKey()) else {
            throw Failure(.unavailable, "the database holds no installation; run `countersignd migrate`")
        }
        return Services(
            pool: pool, observer: observer, limits: configuration.limits, passwordCost: configuration.passwordCost,
            receiptKey: receiptKey, instance: Hex.encode(SecureRandom.bytes(6)),
            leases: LeaseTimes(leaseSeconds: configuration.leaseSeconds),
            libraryFolder: configuration.dataDirectory + "/libraries",
            executors: try configuration.executorsFile.map(ExecutorsFile.load) ?? Executors())
    }
}
