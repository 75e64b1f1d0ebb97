/// The key of review receipts, the same for every instance.
package struct InstallationKey: Query {
    package typealias Row = [UInt8]
    package static let sql = "SELECT receipt_key FROM installation"
    package init() {}
}
