import API
import Domain

extension Client {
    /// Artifacts have at most 64 MiB; a little more, so that the service's own refusal is what people see.
    private static let timeoutSeconds = 600

    /// Stores bytes under their digest.
    package func upload(
        _ endpoint: Endpoint<RawBytes, ArtifactView>, path: [String: String], digest: Digest,
        _ body: TransportRequest.Body
    ) throws(Failure) {
        let path = path.merging(["digest": digest.description]) { $1 }
        var request = try request(endpoint.shape, path: path, query: [], json: RawBytes())
        request.headers.append(.init("Content-Type", "application/octet-stream"))
        request.body = body
        request.timeoutSeconds = Client.timeoutSeconds
        _ = try send(request)
    }

    /// Bytes, all in memory.
    package func download(
        _ endpoint: Endpoint<Nothing, RawBytes>, path: [String: String], query: [(String, String)] = []
    ) throws(Failure) -> [UInt8] {
        var request = try request(endpoint.shape, path: path, query: query, json: Nothing())
        request.timeoutSeconds = Client.timeoutSeconds
        return try send(request).body
    }

    /// Bytes into a new private file; what comes broken leaves no file.
    package func download(
        _ endpoint: Endpoint<Nothing, RawBytes>, path: [String: String], query: [(String, String)] = [],
        to file: String
    ) throws(Failure) {
        var request = try request(endpoint.shape, path: path, query: query, json: Nothing())
        request.timeoutSeconds = Client.timeoutSeconds
        _ = try send(request, into: .file(path: file))
    }

    /// The event stream, from after `lastEventID` if there is one. Returns when the service ends the stream or `take` says
    /// false; throws `unavailable` when the connection is lost, also by silence: then ask again with the last id.
    /// `take` gets nil for a sign of life. Nothing is repeated here, since the caller knows better where to go on.
    package func events(
        path: [String: String], query: [(String, String)] = [], lastEventID: String? = nil,
        take: @escaping (ServerEvent?) -> Bool
    ) throws(Failure) {
        var request = try request(Endpoints.eventStream.shape, path: path, query: query, json: Nothing())
        request.headers.append(.init("Accept", "text/event-stream"))
        if let lastEventID { request.headers.append(.init("Last-Event-ID", lastEventID)) }
        request.timeoutSeconds = nil
        request.silenceTimeoutSeconds = 45
        var reader = ServerEventReader()
        let response = try transport.send(
            request,
            into: .lines { line in
                if line.hasPrefix(":") { return take(nil) }
                guard let event = reader.read(line) else { return true }
                return take(event)
            })
        _ = try Client.success(response, server)
    }
}
