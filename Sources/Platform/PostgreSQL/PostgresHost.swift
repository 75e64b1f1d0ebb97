import Domain
import Glibc

/// Who runs PostgreSQL, and how a program of it is started. It refuses to run as root: then it runs as the OS user
/// `postgres`, who comes with its package.
struct PostgresHost {
    /// The user that the service runs as, and that connects.
    let service: OSUser
    /// The user that PostgreSQL runs as, and that owns its files.
    let keeper: OSUser
    let setpriv: String

    init() throws {
        service = try OSUser.current()
        if service.userID != 0 {
            keeper = service
        } else if let postgres = OSUser.named("postgres") {
            keeper = postgres
        } else {
            throw Failure(
                .unavailable,
                "PostgreSQL does not run as root, and there is no OS user postgres; install PostgreSQL "
                    + "(Debian: apt-get install postgresql), or run the service as another user")
        }
        let places = ["/usr/bin/setpriv", "/bin/setpriv"]
        guard let setpriv = places.first(where: { access($0, X_OK) == 0 }) else {
            throw Failure(.unavailable, "setpriv is not installed; install it (Debian: apt-get install util-linux)")
        }
        self.setpriv = setpriv
    }

    /// The program as the keeper, which gets SIGINT (PostgreSQL's fast shutdown) as soon as the service is gone,
    /// however it went. setpriv gives up root first and asks for the signal last, because giving up root cancels it.
    func program(_ path: String, _ arguments: [String]) -> Subprocess {
        let drop =
            service == keeper
            ? [] : ["--reuid=\(keeper.userID)", "--regid=\(keeper.groupID)", "--clear-groups"]
        return Subprocess(
            setpriv, drop + ["--pdeathsig", "INT", "--", path] + arguments,
            environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"], directory: "/")
    }

    /// Throws unless the keeper can get into this folder, naming the one that stops him.
    func checkReach(_ folder: String) throws {
        guard service != keeper else { return }
        var path = ""
        for part in [""] + folder.split(separator: "/").map(String.init) {
            path = part.isEmpty ? "/" : path == "/" ? "/" + part : "\(path)/\(part)"
            var status = stat()
            guard stat(path, &status) == 0 else { throw Failure.system("cannot look at \(path)", errno: errno) }
            let bit: mode_t =
                status.st_uid == keeper.userID ? S_IXUSR : status.st_gid == keeper.groupID ? S_IXGRP : S_IXOTH
            guard status.st_mode & bit == 0 else { continue }
            throw Failure(
                .unavailable,
                "PostgreSQL runs as the OS user \(keeper.name), who cannot enter \(path); choose a data directory "
                    + "elsewhere (as --data /var/lib/countersign) or allow it with `chmod o+x \(path)`")
        }
    }

    /// Makes a folder for the keeper alone. One that is there already must be exactly that: in a place where others can
    /// write, anything else could be a trap, and a symbolic link always is.
    func makePrivateFolder(_ path: String) throws {
        if mkdir(path, 0o700) == 0 {
            guard lchown(path, keeper.userID, keeper.groupID) == 0 else {
                throw Failure.system("cannot give \(path) to \(keeper.name)", errno: errno)
            }
            return
        }
        guard errno == EEXIST else { throw Failure.system("cannot make the folder \(path)", errno: errno) }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw Failure.system("cannot look at \(path)", errno: errno) }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        guard isFolder, status.st_uid == keeper.userID, status.st_mode & 0o077 == 0 else {
            throw Failure(
                .unavailable, "\(path) is not a folder that belongs to \(keeper.name) alone; remove it if it may go")
        }
    }
}
