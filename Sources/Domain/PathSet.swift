/// Paths that must be able to stand beside each other in one folder, on every machine.
package enum PathSet {
    /// What is wrong with the first path that cannot be used, in a sentence; nil if all can.
    package static func problem(_ paths: [String], limitBytes: Int = FileSet.pathLimitBytes) -> String? {
        var files: [[UInt8]: String] = [:]
        var folders: Set<[UInt8]> = []
        for path in paths {
            if let reason = FileSet.unsafety(ofPath: path, limitBytes: limitBytes) {
                return "the path \(HiddenText.render(path)) \(reason)"
            }
            let folded = Array(path.lowercased().utf8)
            if let other = files.updateValue(path, forKey: folded) {
                return "the paths \(other) and \(path) are the same where upper and lower case are"
            }
            for (index, byte) in folded.enumerated() where byte == UInt8(ascii: "/") {
                folders.insert(Array(folded[..<index]))
            }
        }
        let clash = paths.first { folders.contains(Array($0.lowercased().utf8)) }
        return clash.map { "the path \($0) is both a file and a folder with files in it" }
    }
}
