import API
import Domain

/// Whether what is shown is what would be signed, checked on the signer's own machine.
enum ActionCheck {
    /// What does not fit together; nil if all does.
    static func problem(_ action: ActionView) -> String? {
        guard Digest.of(action.canonical) == action.digest else {
            return "the digest is not that of the bytes it stands for: do not sign, and tell an admin"
        }
        guard let signed = try? JSON(text: action.canonical) else { return nil }
        let shown: [(name: String, value: JSON)] = [
            ("action", .string(action.action)), ("class", .string(action.actionClass.rawValue)),
            ("target", .string(action.target)), ("arguments", action.arguments),
        ]
        for (name, value) in shown {
            if let bytes = signed[name], !bytes.canonical.utf8.elementsEqual(value.canonical.utf8) {
                return "the \(name) shown is not the one in the bytes to sign: do not sign, and tell an admin"
            }
        }
        return nil
    }
}
