import Domain
import Store

/// What is due without anybody asking: found in the database, claimed there, safe on every instance at once.
package enum BackgroundJobs {
    /// One pass; answers how many things were done.
    package static func runDue(_ services: Services) throws -> Int { 0 }
}
