internal import CCurl
import Domain
import Glibc

/// What libcurl calls back while one request is under way: gives the body to send, takes status, headers and body.
final class Transfer {
    private enum Outgoing {
        case none
        case bytes([UInt8])
        case file(descriptor: Int32, sizeBytes: Int)
    }

    private(set) var status = 0
    private(set) var headers: [TransportRequest.Header] = []
    private(set) var received: [UInt8] = []
    /// Why the transfer was given up by us.
    private(set) var failure: Failure?
    private(set) var stoppedByReceiver = false

    private static let problemLimitBytes = 1 << 20
    private static let lineLimitBytes = 1 << 20

    private let outgoing: Outgoing
    private let receiver: TransportReceiver
    private var target: Int32 = -1

    init(body: TransportRequest.Body, receiver: TransportReceiver) throws(Failure) {
        self.receiver = receiver
        switch body {
        case .none: outgoing = .none
        case .bytes(let bytes): outgoing = .bytes(bytes)
        case .file(let path):
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            var facts = stat()
            guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
                let reason = String(cString: strerror(errno))
                if descriptor >= 0 { close(descriptor) }
                throw Failure(.invalidInput, "Cannot read \(path) to send it: \(reason).")
            }
            outgoing = .file(descriptor: descriptor, sizeBytes: Int(facts.st_size))
        }
    }

    deinit {
        if case .file(let descriptor, _) = outgoing { close(descriptor) }
        if target >= 0 { close(target) }
    }

    /// The transfer must outlive the request.
    func attach(to curl: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        countersign_curl_set_transfer(
            curl, CURLOPT_HEADERFUNCTION, { Transfer.call($0, $1 * $2, $3) { $0.takeHeader($1) } }, CURLOPT_HEADERDATA,
            context)
        countersign_curl_set_transfer(
            curl, CURLOPT_WRITEFUNCTION, { Transfer.call($0, $1 * $2, $3) { $0.takeBody($1) } }, CURLOPT_WRITEDATA,
            context)
        switch outgoing {
        case .none: break
        case .bytes(let bytes):
            countersign_curl_set_size(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
            bytes.withUnsafeBytes { bytes in
                // Copied, because the array may move. The size is given, so no NUL is looked for.
                let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                countersign_curl_set_text(curl, CURLOPT_COPYPOSTFIELDS, text)
            }
            if bytes.isEmpty { countersign_curl_set_text(curl, CURLOPT_COPYPOSTFIELDS, "") }
        case .file(_, let sizeBytes):
            countersign_curl_set_number(curl, CURLOPT_UPLOAD, 1)
            countersign_curl_set_size(curl, CURLOPT_INFILESIZE_LARGE, curl_off_t(sizeBytes))
            countersign_curl_set_transfer(
                curl, CURLOPT_READFUNCTION, { Transfer.call($0, $1 * $2, $3) { $0.giveBody($1) } }, CURLOPT_READDATA,
                context)
        }
    }

    /// The answer is complete: an empty download is a file too, a last line may lack its end.
    func finish() throws(Failure) {
        guard (200..<300).contains(status) else { return }
        switch receiver {
        case .bytes: break
        case .file(let path): try write(UnsafeMutableRawBufferPointer(start: nil, count: 0), to: path)
        case .lines(let take):
            if !received.isEmpty, !stoppedByReceiver { _ = take(String(decoding: received, as: UTF8.self)) }
            received = []
        }
    }

    /// Forgets a download that did not come whole.
    func discard() {
        if case .file(let path) = receiver, target >= 0 { unlink(path) }
    }

    private static func call(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ body: (Transfer, UnsafeMutableRawBufferPointer) -> Int
    ) -> Int {
        guard let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return body(transfer, UnsafeMutableRawBufferPointer(start: bytes, count: count))
    }

    private func giveBody(_ room: UnsafeMutableRawBufferPointer) -> Int {
        guard case .file(let descriptor, _) = outgoing else { return 0 }
        let count = read(descriptor, room.baseAddress, room.count)
        return count < 0 ? Int(CURL_READFUNC_ABORT) : count
    }

    /// A line with its end. A new status line (after `100 Continue`) begins anew.
    private func takeHeader(_ line: UnsafeMutableRawBufferPointer) -> Int {
        let text = String(decoding: line, as: UTF8.self).filter { !$0.isNewline }
        if text.hasPrefix("HTTP/") {
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            headers = []
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append(TransportRequest.Header(String(text[..<colon]), String(value)))
        }
        return line.count
    }

    private func takeBody(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
        do throws(Failure) {
            guard (200..<300).contains(status) else {
                try keep(bytes, limitBytes: Transfer.problemLimitBytes)
                return bytes.count
            }
            switch receiver {
            case .bytes(let limitBytes): try keep(bytes, limitBytes: limitBytes)
            case .file(let path): try write(bytes, to: path)
            case .lines(let take):
                try keep(bytes, limitBytes: Transfer.lineLimitBytes)
                guard passLines(to: take) else {
                    stoppedByReceiver = true
                    return 0
                }
            }
            return bytes.count
        } catch {
            discard()
            failure = error
            return 0
        }
    }

    private func keep(_ bytes: UnsafeMutableRawBufferPointer, limitBytes: Int) throws(Failure) {
        guard bytes.count <= limitBytes - received.count else {
            throw Failure(.bodyTooLarge, "The answer, or a line of it, is over \(limitBytes) bytes.")
        }
        received.append(contentsOf: bytes)
    }

    private func passLines(to take: (String) -> Bool) -> Bool {
        var lines = received.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let unfinished = lines.popLast() ?? []
        received = Array(unfinished)
        for line in lines {
            let whole = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if !take(String(decoding: whole, as: UTF8.self)) { return false }
        }
        return true
    }

    private func write(_ bytes: UnsafeMutableRawBufferPointer, to path: String) throws(Failure) {
        if target < 0 { target = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600) }
        var rest = UnsafeRawBufferPointer(bytes)[...]
        while target >= 0, !rest.isEmpty {
            let count = Glibc.write(target, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        guard target >= 0, rest.isEmpty else {
            // Trying again would not help, so these are not `unavailable`.
            let code: FailureCode = errno == ENOSPC || errno == EDQUOT ? .storageFull : .badRequest
            throw Failure(code, "Cannot write the download \(path): \(String(cString: strerror(errno))).")
        }
    }
}
