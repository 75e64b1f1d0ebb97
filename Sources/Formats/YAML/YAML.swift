import Domain

/// Reads one YAML document into nodes: libyaml for the syntax, the YAML 1.2 core schema for plain scalars. Anchors,
/// aliases and foreign tags are refused, so a small file cannot become a large value and every value stands where it
/// is written.
package enum YAML {
    /// Throws the first thing that is wrong. `firstLine` is the line of the file on which `bytes` begin (front matter).
    package static func parse(
        _ bytes: [UInt8], file: String, firstLine: Int = 1, limits: YAMLLimits = YAMLLimits()
    ) throws(Problem) -> YAMLNode {
        guard bytes.count <= limits.inputBytes else {
            throw Problem(
                file: file, line: firstLine, column: 1,
                message: "the file has \(bytes.count) bytes; at most \(limits.inputBytes) are read")
        }
        return try bytes.withUnsafeBufferPointer { (input) throws(Problem) -> YAMLNode in
            if let offset = invalidUTF8(input) {
                let place = place(ofByte: offset, in: input)
                throw Problem(
                    file: file, line: place.line + firstLine - 1, column: place.column, message: "not valid UTF-8")
            }
            let events = try YAMLEventStream(input, file: file, firstLine: firstLine)
            var builder = YAMLTreeBuilder(events: events, file: file, limits: limits)
            return try builder.document()
        }
    }

    /// The offset of the first byte that is not part of well-formed UTF-8.
    static func invalidUTF8(_ input: UnsafeBufferPointer<UInt8>) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: input.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    /// Line and column, from 1, of a byte whose predecessors are valid UTF-8.
    static func place(ofByte offset: Int, in input: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for byte in input.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }
}
