import API
import Domain
import HTTPListener
import Operations

/// A request on its way to its handler: routed, authenticated, its scope checked.
struct Call: Sendable {
    let request: HTTPRequest
    let shape: EndpointShape
    let context: Context
    /// What stood in the path's `{parameters}`.
    let parameters: [String: String]

    /// A parameter of the path. The router fills in every one that the endpoint's path names.
    func path(_ name: String) -> String { parameters[name] ?? "" }

    /// A number in the path. What is none names nothing: it is missing like any other thing that does not exist.
    func number(_ name: String) throws -> Int {
        guard let number = Int(path(name)) else {
            throw Failure(
                .notFound, "\(name) in the path must be a whole number; this is \(HiddenText.render(path(name)))")
        }
        return number
    }

    func query(_ name: String) -> String? { request.target.query.first { $0.name == name }?.value }

    func required(_ name: String) throws -> String {
        guard let value = query(name) else { throw Failure(.badRequest, "the query parameter \(name) is missing") }
        return value
    }

    /// A version's number in the query.
    func version(_ name: String) throws -> Int {
        let text = try required(name)
        guard let number = Int(text) else {
            throw Failure(.badRequest, "\(name) must be a version number, not \(text)")
        }
        return number
    }

    /// The same, if there is one.
    /// One of a few words; nil if it is absent.
    func choice<Value: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Value? {
        try query(name).map { word in
            guard let value = Value(rawValue: word) else {
                let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(.badRequest, "\(name) must be one of \(all), not \(word)")
            }
            return value
        }
    }

    func optionalVersion(_ name: String) throws -> Int? { query(name) == nil ? nil : try version(name) }

    /// The page that is asked for, of a list whose sort key has this many parts.
    func page(_ parts: Int) throws -> PageRequest {
        try PageRequest(limit: query("limit"), cursor: query("cursor"), parts: parts)
    }

    /// The team that the path names, as the caller may act in it.
    func team(needs roles: TeamRole...) throws -> TeamContext { try context.team(path("team"), needs: roles) }
}
