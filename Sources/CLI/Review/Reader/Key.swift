/// A key press, or what a terminal sends for one.
package enum Key: Hashable, Sendable {
    case character(Character)
    case enter, escape, backspace
    case up, down, pageUp, pageDown, home, end
    /// Ctrl-C and Ctrl-Z: in raw mode they are keys.
    case interrupt, suspend

    /// Takes all whole keys from the front of what a terminal sent; an unfinished character stays for the next read.
    package static func take(from bytes: inout [UInt8]) -> [Key] {
        var keys: [Key] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if byte == 0x1B {
                let (key, length) = sequence(rest)
                if let key { keys.append(key) }
                rest = rest.dropFirst(length)
            } else if byte < 0x20 || byte == 0x7F {
                rest.removeFirst()
                if let key = control(byte) { keys.append(key) }
            } else {
                let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                guard rest.count >= length else { break }
                // What is no UTF-8 is no key.
                if let text = String(validating: rest.prefix(length), as: UTF8.self), let character = text.first {
                    keys.append(.character(character))
                }
                rest = rest.dropFirst(length)
            }
        }
        bytes = Array(rest)
        return keys
    }

    private static func control(_ byte: UInt8) -> Key? {
        switch byte {
        case 0x03: .interrupt
        case 0x1A: .suspend
        case 0x0D, 0x0A: .enter
        case 0x08, 0x7F: .backspace
        case 0x06: .pageDown
        case 0x02: .pageUp
        default: nil
        }
    }

    /// `ESC [ … final` or `ESC O final`; a lone ESC is the key itself.
    private static func sequence(_ bytes: ArraySlice<UInt8>) -> (Key?, length: Int) {
        let body = bytes.dropFirst(2)
        guard let opener = bytes.dropFirst().first, opener == UInt8(ascii: "[") || opener == UInt8(ascii: "O"),
            let end = body.firstIndex(where: { (0x40...0x7E).contains($0) })
        else { return (.escape, 1) }
        let length = end - bytes.startIndex + 1
        let key: Key? =
            switch String(decoding: body[...end], as: UTF8.self) {
            case "A": .up
            case "B": .down
            case "H", "1~", "7~": .home
            case "F", "4~", "8~": .end
            case "5~": .pageUp
            case "6~": .pageDown
            default: nil
            }
        return (key, length)
    }
}
