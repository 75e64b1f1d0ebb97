/// What stands at a path below the folder that context is imported from.
package enum ContextFile {
    /// - Parameter path: where the bytes really are, relative to the folder: a symbolic link is not its own file.
    case bytes([UInt8], path: String)
    /// What is far too long is not held.
    case tooLong(sizeBytes: Int, path: String)
    case missing
    /// A symbolic link leads out of the folder.
    case outside
    case notAFile
}
