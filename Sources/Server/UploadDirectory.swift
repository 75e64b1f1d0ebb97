import Domain
import FoundationEssentials
import Glibc

/// Where this process keeps uploads until they are in the database. What processes that are gone left behind is removed.
enum UploadDirectory {
    static func prepare(in dataDirectory: String) throws -> String {
        let parent = "\(dataDirectory)/uploads"
        let path = "\(parent)/\(getpid())"
        let files = FileManager.default
        do {
            for name in (try? files.contentsOfDirectory(atPath: parent)) ?? [] {
                let isOver = pid_t(name).map { $0 == getpid() || kill($0, 0) != 0 && errno == ESRCH } ?? true
                if isOver { try? files.removeItem(atPath: "\(parent)/\(name)") }
            }
            try files.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(
                .unavailable, "cannot make \(path): is the data directory writable for this user? (\(error))")
        }
        return path
    }
}
