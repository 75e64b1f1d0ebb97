internal import CCurl
import Domain
import Glibc

/// HTTP requests, one at a time, blocking, over libcurl: what the typed calls of the endpoint table stand on.
///
/// Not Sendable: one transport belongs to one thread, and keeps its connections alive between requests. Redirects are
/// not followed (a token must not travel to where an answer points), certificates are verified.
package final class HTTPTransport {
    private let curl: UnsafeMutableRawPointer
    private let token: String?
    private let certificateFile: String?
    private let connectTimeoutSeconds: Int

    /// libcurl wants this once in a process, before anything else.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameters:
    ///   - token: sent as `Authorization: Bearer`; appears in no message and no description.
    ///   - certificateFile: PEM with the authorities to trust instead of the system's.
    package init(token: String? = nil, certificateFile: String? = nil, connectTimeoutSeconds: Int = 10) throws(Failure)
    {
        guard HTTPTransport.isReady, let curl = curl_easy_init() else {
            throw Failure(.internalError, "libcurl cannot be started.")
        }
        self.curl = curl
        self.token = token
        self.certificateFile = certificateFile
        self.connectTimeoutSeconds = connectTimeoutSeconds
    }

    deinit { curl_easy_cleanup(curl) }

    /// Sends and waits for the whole answer, whatever its status: a 404 is an answer, not a failure.
    ///
    /// Fails with `unavailable` when there is no (complete) answer, `bodyTooLarge` when it is over the receiver's
    /// limit, `invalidInput` for a URL or header that cannot be sent. Non-2xx bodies are always given back as bytes.
    package func send(_ request: TransportRequest, into receiver: TransportReceiver = .bytes(limitBytes: 64 << 20))
        throws(Failure) -> TransportResponse
    {
        let place = try HTTPTransport.place(request.url)
        let transfer = try Transfer(body: request.body, receiver: receiver)
        // libcurl's way to write a header without a value ends in a semicolon.
        var fields = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        if let token { fields.append("Authorization: Bearer \(token)") }
        guard fields.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } }) else {
            throw Failure(.invalidInput, "A header to \(place) holds a control character.")
        }
        // libcurl would add these by itself: the type is the caller's business.
        if request.headers.allSatisfy({ $0.name.lowercased() != "content-type" }) { fields.append("Content-Type:") }
        var list: UnsafeMutablePointer<curl_slist>?
        for field in fields { list = curl_slist_append(list, field) }
        defer { curl_slist_free_all(list) }
        curl_easy_reset(curl)  // options only; connections are kept
        setOptions(request)
        countersign_curl_set_list(curl, CURLOPT_HTTPHEADER, list)
        let code = withExtendedLifetime(transfer) {
            transfer.attach(to: curl)
            return curl_easy_perform(curl)
        }
        if let failure = transfer.failure { throw failure }
        guard code == CURLE_OK || transfer.stoppedByReceiver else {
            transfer.discard()
            throw HTTPTransport.failure(code, place, request)
        }
        try transfer.finish()
        return TransportResponse(status: transfer.status, headers: transfer.headers, body: transfer.received)
    }

    private func setOptions(_ request: TransportRequest) {
        countersign_curl_set_text(curl, CURLOPT_URL, request.url)
        countersign_curl_set_text(curl, CURLOPT_PROTOCOLS_STR, "http,https")
        countersign_curl_set_number(curl, CURLOPT_FOLLOWLOCATION, 0)
        countersign_curl_set_number(curl, CURLOPT_NOSIGNAL, 1)
        countersign_curl_set_number(curl, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        countersign_curl_set_number(curl, CURLOPT_CONNECTTIMEOUT_MS, connectTimeoutSeconds * 1000)
        countersign_curl_set_number(curl, CURLOPT_TIMEOUT_MS, (request.timeoutSeconds ?? 0) * 1000)
        if let seconds = request.silenceTimeoutSeconds {
            countersign_curl_set_number(curl, CURLOPT_LOW_SPEED_LIMIT, 1)
            countersign_curl_set_number(curl, CURLOPT_LOW_SPEED_TIME, seconds)
        }
        if let certificateFile { countersign_curl_set_text(curl, CURLOPT_CAINFO, certificateFile) }
        if request.method == "HEAD" { countersign_curl_set_number(curl, CURLOPT_NOBODY, 1) }
        countersign_curl_set_text(curl, CURLOPT_CUSTOMREQUEST, request.method)
    }

    /// Scheme, host and port, for messages; paths and queries may hold what a log should not.
    private static func place(_ url: String) throws(Failure) -> String {
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "http:" || parts[0] == "https:", !parts[2].isEmpty,
            !parts[2].contains("@"), url.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw Failure(.invalidInput, "Not a URL of the form http://host/… or https://host/….") }
        return "\(parts[0])//\(parts[2])"
    }

    private static func failure(_ code: CURLcode, _ place: String, _ request: TransportRequest) -> Failure {
        let reason = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return Failure(.unavailable, "Cannot reach \(place): \(reason); is the service running?")
        case CURLE_OPERATION_TIMEDOUT:
            return Failure(.unavailable, "No answer from \(place) in time (\(request.method)); try again.")
        case CURLE_URL_MALFORMAT:
            return Failure(.invalidInput, "Not a URL that can be asked: \(place).")
        default:
            return Failure(.unavailable, "No complete answer from \(place): \(reason).")
        }
    }
}
