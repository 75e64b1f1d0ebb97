import Domain

/// That somebody has looked at the version that they say yes to: it was shown to them just now and they were asked, or they
/// name it together with `--yes`.
enum ShownVersion {
    static let yes = Flag("yes", short: "y", "Do not ask; needed where nobody can be asked, and only with a version.")

    /// Whether to ask. What is the newest when the command runs may be newer than what was read, so nobody says yes to that
    /// unasked.
    /// - Parameters:
    ///   - version: what was named on the command line.
    ///   - look: the commands that show what it is about.
    static func isAsked(
        naming version: Int?, orLookWith look: String, _ invocation: Invocation
    ) throws(UsageFailure) -> Bool {
        guard invocation[yes] else {
            guard invocation.terminal.isInputTerminal && !invocation.wantsJSON else {
                throw UsageFailure(
                    "--yes is missing: there is nobody to ask without a terminal, or with --json; read what \(look) "
                        + "tells first, and name that version: --version N --yes")
            }
            return true
        }
        guard version != nil else {
            throw UsageFailure(
                "--version is missing: --yes does not ask, so name the version that you have read; \(look) tells which")
        }
        return false
    }

    /// Whether it is to be shown, too. A script that names a version and wants no words has looked before.
    static func isShown(isAsked: Bool, _ invocation: Invocation) -> Bool {
        isAsked || !(invocation.wantsJSON || invocation[GlobalOptions.quiet])
    }

    /// Ends the command unless the answer is yes.
    static func ask(_ question: String, orSay nothing: Text, _ invocation: Invocation) throws {
        invocation.terminal.writeError("\(question) [y/n] ")
        guard try invocation.terminal.readLine()?.lowercased() != "y" else { return }
        invocation.warn(nothing)
        throw Ended(.failed)
    }
}
