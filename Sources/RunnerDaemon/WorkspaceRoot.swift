import Glibc

/// The folder of all workspaces. What failed attempts leave in it is for people to look into, and not for ever.
enum WorkspaceRoot {
    /// Removes all but the newest of what nobody works in; answers what was removed. Touches nothing that is not named like
    /// a workspace.
    static func prune(_ root: String, keeping count: Int) throws -> [String] {
        let folder = try OpenFolder(root)
        let found = try folder.names().compactMap { name -> (path: String, changedAt: timespec)? in
            guard let facts = folder.facts(of: name), facts.kind == S_IFDIR,
                let text = String(validating: name, as: UTF8.self), text.wholeMatch(of: /run_[^.]+\.\d+/) != nil
            else { return nil }
            return ("\(root)/\(text)", facts.st_mtim)
        }
        let old = found.sorted {
            ($0.changedAt.tv_sec, $0.changedAt.tv_nsec) > ($1.changedAt.tv_sec, $1.changedAt.tv_nsec)
        }
        .dropFirst(count).map(\.path)
        return try old.filter { path in
            guard let lock = WorkspaceLock(path) else { return false }
            try withExtendedLifetime(lock) { try FolderRemoval.remove(path) }
            return true
        }
    }
}
