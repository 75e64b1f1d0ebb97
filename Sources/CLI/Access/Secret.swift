import Domain

/// Secrets come from a prompt that shows nothing or from standard input, never from the command line, where every process
/// of the machine can read them.
package enum Secret {
    package static func read(_ prompt: String, fromInput: Bool, _ invocation: Invocation) throws -> String {
        if fromInput { return try line(invocation) }
        return try filled(invocation.terminal.readSecret(Text(prompt).plain))
    }

    /// A secret that is being chosen: asked for twice at a terminal.
    package static func choose(_ prompt: String, fromInput: Bool, _ invocation: Invocation) throws -> String {
        let first = try read(prompt, fromInput: fromInput, invocation)
        if fromInput { return first }
        guard try invocation.terminal.readSecret("Once more: ") == first else {
            throw UsageFailure("the two are not the same; try again")
        }
        return first
    }

    /// The next line of standard input.
    package static func line(_ invocation: Invocation) throws -> String {
        try filled(invocation.terminal.readLine() ?? "")
    }

    private static func filled(_ secret: String) throws -> String {
        guard !secret.isEmpty else { throw UsageFailure("nothing was entered") }
        return secret
    }
}
