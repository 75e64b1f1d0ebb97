/// What names this installation and the restores it has seen.
package struct InstallationEpoch: Query {
    package typealias Row = Int
    package static let sql = "SELECT epoch FROM installation"
    package init() {}
}
