import Domain
import Glibc
import Platform

/// Removes a folder with all that is in it. Follows no links, and gets past folders that an agent has locked.
enum FolderRemoval {
    static func remove(_ path: String) throws {
        try empty(OpenFolder(path))
        guard rmdir(path) == 0 else { throw Failure.system("cannot remove \(path)", errno: errno) }
    }

    private static func empty(_ folder: OpenFolder) throws {
        for name in try folder.names() {
            let isFolder = folder.facts(of: name)?.kind == S_IFDIR
            if isFolder {
                folder.unlock(name)
                if let inner = OpenFolder(name, in: folder) { try empty(inner) }
            }
            try folder.remove(name, isFolder: isFolder)
        }
    }
}
