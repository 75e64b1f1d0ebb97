/// What stands behind the command's name, without a dash.
package struct ArgumentShape: Sendable {
    package enum Arity: Sendable {
        case one, optional, several, any
    }

    /// In capitals, as in `OUTPUT`.
    package let name: String
    package let summary: String
    package let arity: Arity

    /// As in a usage line: `OUTPUT`, `[OUTPUT]`, `PATH...`.
    package var usage: String {
        switch arity {
        case .one: name
        case .optional: "[\(name)]"
        case .several: "\(name)..."
        case .any: "[\(name)...]"
        }
    }
}

package protocol ArgumentDeclaration: Sendable {
    var shape: ArgumentShape { get }
}

/// Exactly one.
package struct Argument: ArgumentDeclaration {
    package let shape: ArgumentShape

    package init(_ name: String, _ summary: String) {
        shape = ArgumentShape(name: name, summary: summary, arity: .one)
    }
}

/// One or none.
package struct OptionalArgument: ArgumentDeclaration {
    package let shape: ArgumentShape

    package init(_ name: String, _ summary: String) {
        shape = ArgumentShape(name: name, summary: summary, arity: .optional)
    }
}

/// One or more; the last argument of its command.
package struct SeveralArguments: ArgumentDeclaration {
    package let shape: ArgumentShape

    package init(_ name: String, _ summary: String) {
        shape = ArgumentShape(name: name, summary: summary, arity: .several)
    }
}

/// As many as there are, or none; the last argument of its command.
package struct AnyArguments: ArgumentDeclaration {
    package let shape: ArgumentShape

    package init(_ name: String, _ summary: String) {
        shape = ArgumentShape(name: name, summary: summary, arity: .any)
    }
}
