internal import CYAML
import Domain

/// One step of libyaml's parser, as Swift values.
struct YAMLEvent {
    enum Kind {
        case documentStart, documentEnd, streamEnd, sequenceEnd, mappingEnd, alias
        case scalar(text: String, plain: Bool)
        case sequenceStart, mappingStart
        /// Stream start: nothing to build.
        case nothing
    }

    let kind: Kind
    let anchored: Bool
    let tag: String?
    let line: Int
    let column: Int
}

/// Owns a libyaml parser over bytes that must outlive it.
final class YAMLEventStream {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeBufferPointer<UInt8>
    private let file: String
    private let firstLine: Int

    init(_ input: UnsafeBufferPointer<UInt8>, file: String, firstLine: Int) throws(Problem) {
        self.input = input
        self.file = file
        self.firstLine = firstLine
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            throw Problem(file: file, line: firstLine, column: 1, message: "no memory to read this file")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deinitialize(count: 1)
        parser.deallocate()
    }

    func next() throws(Problem) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxProblem() }
        defer { yaml_event_delete(&event) }
        let mark = event.start_mark
        func made(_ kind: YAMLEvent.Kind, anchored: Bool = false, tag: UnsafePointer<yaml_char_t>? = nil) -> YAMLEvent {
            YAMLEvent(
                kind: kind, anchored: anchored, tag: tag.map { String(cString: $0) },
                line: Int(mark.line) + firstLine, column: Int(mark.column) + 1)
        }
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return made(.documentStart)
        case YAML_DOCUMENT_END_EVENT: return made(.documentEnd)
        case YAML_STREAM_END_EVENT: return made(.streamEnd)
        case YAML_ALIAS_EVENT: return made(.alias)
        case YAML_SEQUENCE_END_EVENT: return made(.sequenceEnd)
        case YAML_MAPPING_END_EVENT: return made(.mappingEnd)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return made(.sequenceStart, anchored: start.anchor != nil, tag: start.tag)
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return made(.mappingStart, anchored: start.anchor != nil, tag: start.tag)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let kind = YAMLEvent.Kind.scalar(text: text, plain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            return made(kind, anchored: scalar.anchor != nil, tag: scalar.tag)
        default: return made(.nothing)
        }
    }

    private func syntaxProblem() -> Problem {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "not valid YAML"
        if parser.pointee.error == YAML_READER_ERROR {
            let place = YAML.place(ofByte: parser.pointee.problem_offset, in: input)
            return Problem(file: file, line: place.line + firstLine - 1, column: place.column, message: problem)
        }
        let context = parser.pointee.context.map { String(cString: $0) }
        // libyaml looks for the end of a quotation as far as the end of the file; the mistake is at its beginning.
        if context == "while scanning a quoted scalar", problem == "found unexpected end of stream" {
            return self.problem("the quotation that begins here is not closed", at: parser.pointee.context_mark)
        }
        let mark = parser.pointee.problem_mark
        if isTab(mark) { return self.problem("a tab; YAML is indented with spaces", at: mark) }
        let advice = Self.advice[problem].map { "; \($0)" } ?? ""
        return self.problem(problem + (context.map { " (\($0))" } ?? "") + advice, at: mark)
    }

    /// What to do about what libyaml finds, where its words do not tell.
    private static let advice: [String: String] = [
        "mapping values are not allowed in this context":
            "a text in which a space follows a colon must stand in quotation marks, and the keys of one mapping in one column",
        "did not find expected node content": "put a text with brackets or commas in quotation marks",
        "did not find expected ',' or ']'":
            "close the list with ], or put a text that begins with [ in quotation marks",
        "did not find expected ',' or '}'":
            "close the mapping with }, or put a text that begins with { in quotation marks",
        "did not find expected key":
            "put the whole text in quotation marks, one that holds some in others, and begin the keys of one mapping in one "
            + "column",
        "did not find expected '-' indicator": "begin the items of one list in one column, each with -",
        "could not find expected ':'": "write key: value, and indent the further lines of a text",
        "found character that cannot start any token": "put a text that begins with this character in quotation marks",
        "did not find expected alphabetic or numeric character":
            "put a text that begins with * or & in quotation marks",
        "block sequence entries are not allowed in this context": "begin a list on the line after its key",
        "found unknown escape character": "write \\\\ for a backslash, or put the text in single quotation marks",
    ]

    private func problem(_ message: String, at mark: yaml_mark_t) -> Problem {
        Problem(file: file, line: Int(mark.line) + firstLine, column: Int(mark.column) + 1, message: message)
    }

    private func isTab(_ mark: yaml_mark_t) -> Bool {
        let line =
            input.split(separator: UInt8(ascii: "\n"), maxSplits: Int(mark.line), omittingEmptySubsequences: false)
            .dropFirst(Int(mark.line)).first ?? input[0..<0]
        return String(decoding: line, as: UTF8.self).unicodeScalars.dropFirst(Int(mark.column)).first == "\t"
    }
}
