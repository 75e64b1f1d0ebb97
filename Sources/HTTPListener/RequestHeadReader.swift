internal import CMicrohttpd
import Domain
import Glibc

/// Why a request is answered without its handler: a status, and what went wrong.
struct Refusal: Error {
    let status: Int
    let failure: Failure

    init(_ status: Int, _ code: FailureCode, _ message: String) {
        self.status = status
        self.failure = Failure(code, message)
    }

    init(_ status: Int, _ failure: Failure) {
        self.status = status
        self.failure = failure
    }
}

/// Reads a request's head more strictly than libmicrohttpd does: whatever another HTTP parser in front of us could
/// understand differently (request smuggling) is refused here.
///
/// libmicrohttpd parses in place and puts a NUL where it cut, so some offences leave no trace in what it reports: bare
/// line feeds, folded lines, bytes after a NUL, doubled spaces. They do leave a trace in *where* it reports it. In a
/// strict head each piece begins exactly behind the one before, two NULs (once CR LF) after a line's end; `walk`
/// insists on that, down to the length of the whole head. Should a later libmicrohttpd store heads otherwise, every
/// request is refused: the failure is loud and safe.
struct RequestHeadReader {
    /// What libmicrohttpd hands to its access handler.
    let connection: OpaquePointer
    let method: UnsafePointer<CChar>
    let url: UnsafePointer<CChar>
    let version: UnsafePointer<CChar>
    /// As sent, up to its first NUL if it holds one.
    let rawTarget: [UInt8]

    struct Result {
        let head: HTTPRequestHead
        /// Nothing that follows this request on its connection can be trusted to be a request.
        let closing: Bool
    }

    func read(id: String, limits: ListenerConfiguration) throws(Refusal) -> Result {
        let headBytes = countersign_request_head_bytes(connection)
        guard rawTarget.count <= limits.targetLimitBytes else {
            throw Refusal(414, .badRequest, "The request target is over \(limits.targetLimitBytes) bytes.")
        }
        guard headBytes <= limits.headLimitBytes else {
            throw Refusal(
                431, .badRequest, "The request head is over \(limits.headLimitBytes) bytes; send fewer headers.")
        }
        let lines = headerLines()
        guard lines.count <= limits.headerLimit else {
            throw Refusal(431, .badRequest, "The request has over \(limits.headerLimit) headers.")
        }
        try walk(lines, headBytes: headBytes)
        let protocolVersion = String(cString: version)
        guard protocolVersion == "HTTP/1.1" || protocolVersion == "HTTP/1.0" else {
            throw Refusal(505, .badRequest, "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
        }
        let old = protocolVersion == "HTTP/1.0"
        let headers = try HTTPHeaders(lines.map { line throws(Refusal) in try line.field() })
        try checkHost(headers, required: !old)
        let body = try announcedBody(headers, old: old)
        let methodName = String(cString: method)
        guard methodName.utf8.allSatisfy(isTokenByte) else {
            throw Refusal(400, .badRequest, "The method is not a token.")
        }
        let target: RequestTarget
        do { target = try RequestTarget(rawTarget) } catch { throw Refusal(400, error) }
        let head = HTTPRequestHead(
            id: id, method: methodName, target: target, headers: headers, body: body)
        // Chunk framing is read leniently and out of our sight (bare line feeds, extensions): never read on behind it.
        return Result(head: head, closing: old || body == .unknown)
    }

    private func headerLines() -> [HeaderLine] {
        var lines = [HeaderLine]()
        withUnsafeMutablePointer(to: &lines) { lines in
            _ = MHD_get_connection_values_n(
                connection, .HEADER_KIND,
                { context, _, name, nameCount, value, valueCount in
                    guard let context, let name, let value else { return .NO }
                    let line = HeaderLine(
                        name: UnsafeRawBufferPointer(start: name, count: nameCount),
                        value: UnsafeRawBufferPointer(start: value, count: valueCount))
                    context.assumingMemoryBound(to: [HeaderLine].self).pointee.append(line)
                    return .YES
                }, lines)
        }
        return lines
    }

    private func walk(_ lines: [HeaderLine], headBytes: Int) throws(Refusal) {
        let start = UnsafeRawPointer(method)
        let end = start + headBytes
        var strict =
            UnsafeRawPointer(url) == start + strlen(method) + 1
            && UnsafeRawPointer(version) == UnsafeRawPointer(url) + rawTarget.count + 1
        var cursor = UnsafeRawPointer(version) + strlen(version)
        func endLine() {
            strict =
                strict && cursor + 2 <= end && cursor.load(as: UInt8.self) == 0
                && (cursor + 1).load(as: UInt8.self) == 0
            cursor += 2
        }
        endLine()
        for line in lines where strict {
            guard let name = line.name.baseAddress, var value = line.value.baseAddress, name == cursor else {
                strict = false
                break
            }
            let colonEnd = name + line.name.count + 1
            cursor = value + line.value.count
            strict = value >= colonEnd && cursor <= end
            while strict, value > colonEnd {
                value -= 1
                strict = isBlank(value.load(as: UInt8.self))
            }
            endLine()
        }
        endLine()
        guard strict, cursor == end else {
            throw Refusal(
                400, .badRequest,
                "The request head is not plain HTTP/1.1: a bare line feed, a NUL, a folded line or a superfluous space."
            )
        }
    }

    private func checkHost(_ headers: HTTPHeaders, required: Bool) throws(Refusal) {
        let hosts = headers.all("host")
        guard hosts.count <= 1, !(required && hosts.isEmpty) else {
            throw Refusal(400, .badRequest, "A request has exactly one Host header.")
        }
        guard hosts.allSatisfy({ $0.utf8.allSatisfy(isHostByte) }) else {
            throw Refusal(400, .badRequest, "The Host header is not a host with an optional port.")
        }
    }

    private func announcedBody(_ headers: HTTPHeaders, old: Bool) throws(Refusal) -> AnnouncedBody {
        let codings = headers.all("transfer-encoding")
        let lengths = headers.all("content-length")
        guard let coding = codings.first else {
            guard let length = lengths.first else { return .none }
            guard lengths.count == 1, length.utf8.allSatisfy({ (48...57).contains($0) }), let bytes = Int(length) else {
                throw Refusal(400, .badRequest, "A request has at most one Content-Length, a decimal number.")
            }
            return bytes == 0 ? .none : .bytes(bytes)
        }
        guard lengths.isEmpty, codings.count == 1, coding.utf8.elementsEqual("chunked".utf8), !old else {
            throw Refusal(
                400, .badRequest, "Transfer-Encoding is `chunked`, once, in HTTP/1.1, without a Content-Length.")
        }
        return .unknown
    }
}

/// A header where libmicrohttpd keeps it.
private struct HeaderLine {
    let name: UnsafeRawBufferPointer
    let value: UnsafeRawBufferPointer

    func field() throws(Refusal) -> HTTPField {
        guard !name.isEmpty, name.allSatisfy(isTokenByte) else {
            throw Refusal(400, .badRequest, "A header's name is not a token followed by a colon.")
        }
        var bytes = value[...]
        while let last = bytes.last, isBlank(last) { bytes = bytes.dropLast() }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw Refusal(400, .badRequest, "A header's value holds control characters or is not UTF-8.") }
        return HTTPField(String(decoding: name, as: UTF8.self), text)
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// RFC 9110, 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

private func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: "-._~:[]%".utf8.contains(byte)
    }
}
