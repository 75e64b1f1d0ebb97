/// How much of anything the service takes. Every number stands here once; each is also a setting (`Setting.all`).
package struct Limits: Equatable, Sendable {
    /// Request line and headers together.
    package var headerBytes = 16 << 10
    /// A JSON request body, where nothing below is said.
    package var bodyBytes = 1 << 20
    /// A policy bundle as it is sent.
    package var bundleBodyBytes = 2 << 20
    /// A template folder as it is sent: its 8 MiB are 11 in base 64.
    package var templateBodyBytes = 12 << 20
    /// One uploaded artifact.
    package var artifactBytes = 64 << 20
    /// Open connections: at 4096 with their buffers about 150 MiB.
    package var connections = 4096
    /// Open connections from one address. A whole office can stand behind one.
    package var connectionsPerAddress = 512
    /// Event streams, which hold their connection for hours.
    package var streams = 1024
    /// From the first byte of a request to the end of its head, and the time a connection may idle.
    package var requestTimeoutSeconds = 30
    /// From the end of the head to the last byte of the body: 64 MiB over a slow line.
    package var bodyTimeoutSeconds = 600
    /// How long a stopping service lets requests finish.
    package var drainSeconds = 10
    /// Requests that wait for a worker; beyond that the answer is "try again".
    package var waitingRequests = 1024

    /// How long the team context of a run should be at most, in estimated tokens: about fifteen pages. Above twice that
    /// nothing is dispatched.
    package var contextTokens = 8000

    package init() {}
}
