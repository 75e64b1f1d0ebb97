import Domain
import Glibc

/// A user of the operating system.
struct OSUser: Equatable, Sendable {
    let name: String
    let userID: uid_t
    let groupID: gid_t

    /// The user that this process acts as. PostgreSQL insists on a name.
    static func current() throws -> OSUser {
        guard let user = find({ getpwuid_r(geteuid(), $0, $1, $2, $3) }) else {
            throw Failure(
                .unavailable,
                "the OS user \(geteuid()) has no name, which PostgreSQL needs; give it one or set database-url"
            )
        }
        return user
    }

    static func named(_ name: String) -> OSUser? { find { getpwnam_r(name, $0, $1, $2, $3) } }

    private typealias LookUp = (
        UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
        UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32

    private static func find(_ lookUp: LookUp) -> OSUser? {
        var entry = passwd()
        var result: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        let size = buffer.count
        return buffer.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, lookUp(&entry, base, size, &result) == 0, result != nil,
                let name = entry.pw_name
            else { return nil }
            return OSUser(name: String(cString: name), userID: entry.pw_uid, groupID: entry.pw_gid)
        }
    }
}
