import Domain
import Glibc

/// A body that was written to disk. The file goes when the last reference to it does: whoever wants to keep it renames
/// or links it while handling the request.
package final class UploadedFile: Sendable {
    package let path: String
    package let sizeBytes: Int
    package let digest: Digest
    private let file: TemporaryFile

    init(file: TemporaryFile, sizeBytes: Int, digest: Digest) {
        path = file.path
        self.file = file
        self.sizeBytes = sizeBytes
        self.digest = digest
    }
}

/// A new private file that is unlinked at the end of its life, also when the upload was cut off.
final class TemporaryFile: Sendable {
    let path: String
    private let descriptor: Int32

    init(directory: String, name: String) throws(Failure) {
        path = "\(directory)/upload-\(name)"
        descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TemporaryFile.failure("cannot create", path) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw TemporaryFile.failure("cannot write", path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ what: String, _ path: String) -> Failure {
        let reason = errno
        let code: FailureCode = reason == ENOSPC || reason == EDQUOT ? .storageFull : .unavailable
        return Failure(code, "The upload could not be stored: \(what) \(path): \(String(cString: strerror(reason))).")
    }
}
