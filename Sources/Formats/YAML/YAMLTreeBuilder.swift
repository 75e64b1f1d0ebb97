import Domain

/// Builds the nodes of exactly one document out of parser events, within limits.
struct YAMLTreeBuilder {
    private let events: YAMLEventStream
    private let file: String
    private let limits: YAMLLimits
    private var nodes = 0

    init(events: YAMLEventStream, file: String, limits: YAMLLimits) {
        self.events = events
        self.file = file
        self.limits = limits
    }

    mutating func document() throws(Problem) -> YAMLNode {
        var event = try events.next()
        while case .nothing = event.kind { event = try events.next() }
        guard case .documentStart = event.kind else { throw problem(event, "the file is empty") }
        let root = try node(try events.next(), depth: 1)
        _ = try events.next()
        let after = try events.next()
        guard case .streamEnd = after.kind else {
            throw problem(after, "a second document starts here; a file holds exactly one")
        }
        return root
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(Problem) -> YAMLNode {
        nodes += 1
        if nodes > limits.nodes { throw problem(event, "more than \(limits.nodes) values") }
        if depth > limits.depth { throw problem(event, "nested deeper than \(limits.depth) levels") }
        if event.anchored { throw problem(event, "anchors (&name) are not supported: write the value out") }
        let value: YAMLNode.Value
        switch event.kind {
        case .scalar(let text, let plain): value = .scalar(try scalar(text, plain: plain, event))
        case .sequenceStart: value = .sequence(try items(event, depth: depth))
        case .mappingStart: value = .mapping(try pairs(event, depth: depth))
        case .alias: throw problem(event, "aliases (*name) are not supported: write the value out")
        case .documentStart, .documentEnd, .streamEnd, .sequenceEnd, .mappingEnd, .nothing:
            throw problem(event, "a value is missing here")
        }
        return YAMLNode(value: value, line: event.line, column: event.column)
    }

    private func scalar(_ text: String, plain: Bool, _ event: YAMLEvent) throws(Problem) -> YAMLScalar {
        let isText = event.tag == "tag:yaml.org,2002:str" || event.tag == "!"
        if !isText { try refuseTag(event) }
        guard plain && !isText else { return YAMLScalar(raw: text, quoted: true, value: .string(text)) }
        let value = YAMLCoreSchema.resolve(text)
        if case .number(let number) = value, !number.isFinite {
            throw problem(event, "\(text) is not a finite number; quote it if text is meant")
        }
        return YAMLScalar(raw: text, quoted: false, value: value)
    }

    private mutating func items(_ start: YAMLEvent, depth: Int) throws(Problem) -> [YAMLNode] {
        try refuseTag(start)
        var items = [YAMLNode]()
        while true {
            let event = try events.next()
            if case .sequenceEnd = event.kind { return items }
            items.append(try node(event, depth: depth + 1))
        }
    }

    private mutating func pairs(_ start: YAMLEvent, depth: Int) throws(Problem) -> [YAMLPair] {
        try refuseTag(start)
        var pairs = [YAMLPair]()
        // By String on purpose: two keys that differ in Unicode normalisation only look the same to a person.
        var lines = [String: Int]()
        while true {
            let event = try events.next()
            if case .mappingEnd = event.kind { return pairs }
            let key = try node(event, depth: depth + 1)
            guard let name = key.scalar?.raw else { throw problem(event, "a key must be a single word or text") }
            if let line = lines[name] { throw problem(event, "the key \(name) is already given in line \(line)") }
            lines[name] = event.line
            pairs.append(YAMLPair(key: key, value: try node(try events.next(), depth: depth + 1), name: name))
        }
    }

    private func refuseTag(_ event: YAMLEvent) throws(Problem) {
        if let tag = event.tag { throw problem(event, "the tag \(tag) is not supported: leave it out") }
    }

    private func problem(_ event: YAMLEvent, _ message: String) -> Problem {
        Problem(file: file, line: event.line, column: event.column, message: message)
    }
}
