import API
import Domain
import FoundationEssentials
import HTTPListener
import Operations
import Platform

/// Who may pass: the token's holder, their scope, and whether this kind of caller is meant at all.
enum Authentication {
    /// The secret of `Authorization: Bearer …`, and for git the password of `Basic`. A token in the URL is never looked
    /// at; `Basic` is for git alone, because browsers send it unasked.
    static func secret(_ headers: HTTPHeaders, of shape: EndpointShape) throws -> String? {
        guard let value = headers["Authorization"] else { return nil }
        let isAlone = headers.all("Authorization").count == 1
        if isAlone, shape.isForGit, value.lowercased().hasPrefix("basic "),
            let pair = Data(base64Encoded: String(value.dropFirst(6))),
            let colon = pair.firstIndex(of: UInt8(ascii: ":"))
        {
            return String(decoding: pair[(colon + 1)...], as: UTF8.self)
        }
        guard isAlone, value.lowercased().hasPrefix("bearer ") else {
            throw Failure(.notAuthenticated, "send one `Authorization: Bearer <token>` header")
        }
        return String(value.dropFirst(7))
    }

    /// Whether a request may send its body: it carries something that could be a token. Who it belongs to is asked later,
    /// because the event thread must not wait for the database.
    static func mayKnock(_ head: HTTPRequestHead, at shape: EndpointShape) throws {
        guard shape.access != .anyone else { return }
        guard let secret = try secret(head.headers, of: shape) else { throw notLoggedIn }
        guard Token(secret) != nil else {
            throw Failure(.notAuthenticated, "this is not one of our tokens; log in again with `countersign login`")
        }
    }

    /// The caller of an endpoint, who may use it.
    static func caller(_ request: HTTPRequest, of shape: EndpointShape, _ services: Services) throws -> Caller {
        if shape.access == .anyone { return .nobody }
        guard let secret = try secret(request.headers, of: shape) else { throw notLoggedIn }
        let caller = try Caller.authenticate(secret, services)
        try check(caller, shape.access)
        return caller
    }

    private static func check(_ caller: Caller, _ access: Access) throws {
        switch (access, caller) {
        case (.anyone, _): return
        case (.runner, .runner): return
        case (.runner, _): throw Failure(.notAllowed, "only a runner's token can do this")
        case (.person, .runner), (.operatorOnly, .runner):
            throw Failure(.notHuman, "only a person can do this, and this is a runner's token")
        case (.person(let scope), .person(let person)):
            guard person.scopes.contains(scope) else {
                throw Failure(.scopeMissing, "this token lacks the scope \(scope.rawValue)")
            }
        case (.operatorOnly, .person(let person)):
            guard person.scopes.contains(.admin) else {
                throw Failure(.scopeMissing, "this token lacks the scope \(Scope.admin.rawValue)")
            }
            guard person.isOperator else { throw Failure(.notAllowed, "this is for operators of the installation") }
        case (_, .nobody): throw notLoggedIn
        }
    }

    private static let notLoggedIn = Failure(.notAuthenticated, "log in first: `countersign login`")
}
