/// The version of the three programs and of the API, which are released together.
package enum Version {
    package static let text = "0.1.0"
}
