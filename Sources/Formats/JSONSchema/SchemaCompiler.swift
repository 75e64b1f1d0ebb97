import Domain

/// Turns a schema document into a program. Subschemas are compiled from a queue, not by recursion: references may form
/// chains and circles of any length.
struct SchemaCompiler {
    private var index: SchemaIndex
    private var program = SchemaProgram()
    private var nodes: [String: Int] = [:]
    private var queue: [String] = []
    private var resources: [String: Int] = [:]
    private var problems: [SchemaProblem] = []

    static func compile(_ root: JSON) throws(SchemaRefused) -> SchemaProgram {
        var compiler = SchemaCompiler(index: SchemaIndex(root))
        if compiler.index.problems.isEmpty { compiler.run() }
        let problems = compiler.index.problems + compiler.problems
        if !problems.isEmpty { throw SchemaRefused(problems: problems) }
        return compiler.program
    }

    private init(index: SchemaIndex) { self.index = index }

    private mutating func run() {
        _ = node(at: "")
        drain()
        for (resource, anchors) in index.dynamicAnchors {
            let number = self.number(of: resource)
            for (name, location) in anchors { program.dynamicAnchors[number][name] = node(at: location) }
        }
        drain()
    }

    private mutating func drain() {
        while let location = queue.popLast(), let node = nodes[location] {
            if let schema = JSONPointer.value(location, in: index.root) {
                program.nodes[node].keywords = keywords(of: schema, at: location)
            }
        }
    }

    private mutating func number(of resource: String) -> Int {
        if let known = resources[resource] { return known }
        resources[resource] = program.dynamicAnchors.count
        program.dynamicAnchors.append([:])
        return program.dynamicAnchors.count - 1
    }

    private mutating func node(at location: String) -> Int {
        if let known = nodes[location] { return known }
        nodes[location] = program.nodes.count
        program.nodes.append(SchemaNode(resource: number(of: index.base(of: location)), keywords: []))
        queue.append(location)
        return program.nodes.count - 1
    }

    private mutating func keywords(of schema: JSON, at location: String) -> [SchemaNode.Keyword] {
        if case .bool(let allowed) = schema { return allowed ? [] : [.never] }
        guard let members = schema.object else { return [] }
        var out: [SchemaNode.Keyword] = references(in: members, at: location).map { .core($0) }
        for name in ValidationKeyword.names {
            guard let value = members[name] else { continue }
            do throws(PatternError) {
                if let keyword = try ValidationKeyword.compile(name, value) { out.append(.validation(keyword)) }
            } catch {
                refuse(error, at: location + "/" + name, keyword: name)
            }
        }
        out += applicators(in: members, at: location).map { .applicator($0) }
        if let node = child("unevaluatedItems", members, location) { out.append(.unevaluatedItems(node)) }
        if let node = child("unevaluatedProperties", members, location) { out.append(.unevaluatedProperties(node)) }
        return out
    }

    private mutating func refuse(_ error: PatternError, at location: String, keyword: String) {
        let message = "not a usable pattern: \(error)"
        problems.append(SchemaProblem(instancePath: location, keyword: keyword, message: message))
    }

    private mutating func references(in members: [String: JSON], at location: String) -> [CoreKeyword] {
        var out: [CoreKeyword] = []
        for keyword in ["$ref", "$dynamicRef"] {
            guard let reference = members[keyword]?.string else { continue }
            do throws(SchemaProblem) {
                switch try index.target(of: reference, base: index.base(of: location)) {
                case .metaschema: out.append(.metaschema)
                case .dynamic(let target, let anchor) where keyword == "$dynamicRef":
                    out.append(.dynamicReference(node(at: target), anchor: anchor))
                case .location(let target), .dynamic(let target, _): out.append(.reference(node(at: target)))
                }
            } catch {
                let path = location + "/" + keyword
                problems.append(SchemaProblem(instancePath: path, keyword: keyword, message: error.message))
            }
        }
        return out
    }

    private mutating func child(_ keyword: String, _ members: [String: JSON], _ location: String) -> Int? {
        members[keyword].map { _ in node(at: location + "/" + keyword) }
    }

    private mutating func children(_ keyword: String, _ members: [String: JSON], _ location: String) -> [Int]? {
        guard let items = members[keyword]?.array else { return nil }
        return items.indices.map { node(at: "\(location)/\(keyword)/\($0)") }
    }

    private mutating func named(_ keyword: String, _ members: [String: JSON], _ location: String) -> [String: Int]? {
        guard let schemas = members[keyword]?.object else { return nil }
        var out: [String: Int] = [:]
        for name in schemas.keys.sorted() { out[name] = node(at: "\(location)/\(keyword)/\(JSONPointer.escape(name))") }
        return out
    }

    private mutating func applicators(in members: [String: JSON], at location: String) -> [ApplicatorKeyword] {
        var out: [ApplicatorKeyword] = []
        if let nodes = children("allOf", members, location) { out.append(.allOf(nodes)) }
        if let nodes = children("anyOf", members, location) { out.append(.anyOf(nodes)) }
        if let nodes = children("oneOf", members, location) { out.append(.oneOf(nodes)) }
        if let node = child("not", members, location) { out.append(.not(node)) }
        if let condition = child("if", members, location) {
            let then = child("then", members, location)
            out.append(.conditional(condition: condition, then: then, otherwise: child("else", members, location)))
        }
        if let names = members["required"]?.array { out.append(.required(names.compactMap(\.string))) }
        if let map = members["dependentRequired"]?.object {
            out.append(.dependentRequired(map.mapValues { ($0.array ?? []).compactMap(\.string) }))
        }
        if let nodes = named("dependentSchemas", members, location) { out.append(.dependentSchemas(nodes)) }
        if let node = child("propertyNames", members, location) { out.append(.propertyNames(node)) }
        if let properties = properties(in: members, at: location) { out.append(.properties(properties)) }
        let prefix = children("prefixItems", members, location)
        let rest = child("items", members, location)
        if prefix != nil || rest != nil { out.append(.items(prefix: prefix ?? [], rest: rest)) }
        if let node = child("contains", members, location) {
            let min = members["minContains"]?.double ?? 1
            out.append(.contains(node, min: min, max: members["maxContains"]?.double))
        }
        return out
    }

    private mutating func properties(
        in members: [String: JSON], at location: String
    ) -> ApplicatorKeyword.Properties? {
        var out = ApplicatorKeyword.Properties()
        let named = named("properties", members, location)
        let matching = self.named("patternProperties", members, location)
        out.additional = child("additionalProperties", members, location)
        if named == nil && matching == nil && out.additional == nil { return nil }
        out.named = named ?? [:]
        for (source, node) in (matching ?? [:]).sorted(by: { $0.key < $1.key }) {
            do throws(PatternError) {
                out.matching.append((try Pattern(source), node))
            } catch {
                let path = "\(location)/patternProperties/\(JSONPointer.escape(source))"
                refuse(error, at: path, keyword: "patternProperties")
            }
        }
        return out
    }
}
