import Glibc

/// Why the answer is no. An empty reason asks for the usage.
struct Refusal: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}

/// The command line as one line of JSON.
struct Request {
    enum Verb: String { case say, ask, act }

    private static let inputLimitBytes = 256 << 10

    let verb: Verb
    let line: String

    init(_ words: [String]) throws {
        guard let verb = words.first.flatMap(Verb.init), words.count >= 2 else { throw Refusal("") }
        self.verb = verb
        let subject = Request.quote(words[1])
        let rest = Array(words.dropFirst(2))
        switch verb {
        case .say:
            guard rest.isEmpty else { throw Refusal("") }
            line = "{\"do\":\"say\",\"text\":\(subject)}"
        case .ask:
            let options = try Request.options(rest).map(Request.quote).joined(separator: ",")
            line = "{\"do\":\"ask\",\"question\":\(subject),\"options\":[\(options)]}"
        case .act:
            let (claim, arguments) = try Request.act(rest)
            line = "{\"do\":\"act\",\"action\":\(subject),\"claim\":\(Request.quote(claim)),\"arguments\":\(arguments)}"
        }
    }

    private static func options(_ words: [String]) throws -> [String] {
        var options: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word == "--option", let option = rest.popFirst() else { throw Refusal("") }
            options.append(option)
        }
        return options
    }

    private static func act(_ words: [String]) throws -> (claim: String, arguments: String) {
        var claim = ""
        var arguments: String?
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--claim" {
                guard let text = rest.popFirst() else { throw Refusal("") }
                claim = text
            } else if arguments == nil {
                arguments = word == "-" ? try input() : word
            } else {
                throw Refusal("")
            }
        }
        // The runner reads it as JSON; here it only has to stay on one line, where a raw line end can be but white space.
        return (claim, String((arguments ?? "{}").map { $0.isNewline ? " " : $0 }))
    }

    private static func input() throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            guard count >= 0 else { throw Refusal("cannot read standard input") }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= inputLimitBytes else {
                throw Refusal("the arguments are over \(inputLimitBytes) bytes")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Refusal("the arguments are not UTF-8") }
        return text
    }

    private static func quote(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                out += "\\u00" + (hex.utf8.count == 1 ? "0" : "") + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
