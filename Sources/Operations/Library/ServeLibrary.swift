import Domain
import Platform

/// A team's library to git clients: git's own program answers, and only what reads.
package enum ServeLibrary {
    /// What git asks of the server; `nil` where a header is absent.
    package struct Request: Sendable {
        package var service: String?
        package var body: [UInt8]?
        package var contentEncoding: String?
        package var gitProtocol: String?

        package init(
            service: String? = nil, body: [UInt8]? = nil, contentEncoding: String? = nil, gitProtocol: String? = nil
        ) {
            self.service = service
            self.body = body
            self.contentEncoding = contentEncoding
            self.gitProtocol = gitProtocol
        }
    }

    package struct Answer: Sendable {
        package let type: String
        package let bytes: [UInt8]
    }

    private static let uploadPack = "git-upload-pack"
    private static let limitBytes = 256 << 20

    /// What there is to fetch.
    package static func references(_ team: TeamContext, _ request: Request) throws -> Answer {
        guard request.service == uploadPack else {
            let message =
                request.service == "git-receive-pack"
                ? "the library of team \(team.name) is read-only: it holds what the team has published. To change a template, "
                    + "`countersign template edit NAME` or `countersign template push FOLDER` makes a draft; once another "
                    + "member has published it, it is here"
                : "ask with ?service=\(uploadPack), as git 1.6.6 and later do"
            throw Failure(request.service == nil ? .badRequest : .notAllowed, message)
        }
        return try answer(team, request, path: "info/refs", method: "GET")
    }

    /// The objects that a client wants and does not have.
    package static func objects(_ team: TeamContext, _ request: Request) throws -> Answer {
        try answer(team, request, path: uploadPack, method: "POST")
    }

    private static func answer(
        _ team: TeamContext, _ request: Request, path: String, method: String
    ) throws -> Answer {
        let repository = try LibraryRepository.current(team)
        var variables = [
            "GIT_PROJECT_ROOT": team.services.libraryFolder, "PATH_INFO": "/\(team.id).git/\(path)",
            "GIT_HTTP_EXPORT_ALL": "1", "REQUEST_METHOD": method,
            "QUERY_STRING": request.service.map { "service=\($0)" } ?? "",
            "CONTENT_LENGTH": String(request.body?.count ?? 0), "CONTENT_TYPE": "application/x-\(uploadPack)-request",
        ]
        variables["HTTP_CONTENT_ENCODING"] = request.contentEncoding
        variables["GIT_PROTOCOL"] = request.gitProtocol
        let bytes = try GitCommand(folder: repository.folder, deadlineSeconds: 60)
            .serve(variables, body: request.body ?? [], limitBytes: limitBytes)
        return try parse(bytes)
    }

    /// RFC 3875: header lines, an empty line, the body.
    private static func parse(_ bytes: [UInt8]) throws -> Answer {
        var rest = bytes[...]
        var headers: [String: String] = [:]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            let sides = line.split(separator: ":", maxSplits: 1)
            if sides.count == 2 { headers[sides[0].lowercased()] = String(sides[1].drop { $0 == " " }) }
        }
        guard headers["status"] == nil, let type = headers["content-type"] else {
            throw Failure(.badRequest, "git does not understand this request: \(headers["status"] ?? "no answer")")
        }
        return Answer(type: type, bytes: Array(rest))
    }
}
