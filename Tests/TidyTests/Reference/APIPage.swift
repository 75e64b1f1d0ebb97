import API

extension ReferencePage {
    /// Every endpoint, in the order of the table.
    static let api = ReferencePage(
        "api.md", title: "API",
        """
        A running service describes itself at `GET /v1/openapi.json` (OpenAPI 3.1), with the schema of every message. This page \
        is the same table in short.

        - **Who**: `anyone` needs no token; a scope (`read`, `dispatch`, `author`, `review`, `sign`, `admin`) needs a person's token \
        that has it, and a login session has them all; `operator` is a person who operates the installation; `runner` needs a \
        runner's token. Tokens travel as `Authorization: Bearer …`. Inside a team the roles decide further.
        - **Repeat**: `key` means that the request must carry an `Idempotency-Key`, and that the same key gives the same answer \
        again; `once` needs a key too, but a repetition is refused, because the answer held a secret; `–` needs none.
        - Lists are pages: `items`, and `next` as long as there is more; pass it on as `cursor`.
        - A refusal is a problem (RFC 9457) with a stable `code`: [refusals](refusals.md).
        """,
        Endpoints.groups.map { title, shapes in "## \(title)\n\n" + Markdown.table(head, shapes.map(row)) })

    private static let head = ["endpoint", "who", "repeat", "answers", "what it does"]

    private static func row(_ shape: EndpointShape) -> [String] {
        let query = shape.query.map { $0.isRequired ? Markdown.code($0.name) : "[\(Markdown.code($0.name))]" }
        let parameters = query.isEmpty ? "" : " Query: \(query.joined(separator: ", "))."
        return [
            Markdown.code("\(shape.method.rawValue) \(shape.path)"), who(shape.access), again(shape),
            String(shape.status), shape.summary + parameters,
        ]
    }

    private static func who(_ access: Access) -> String {
        switch access {
        case .anyone: "anyone"
        case .person(let scope): Markdown.code(scope.rawValue)
        case .operatorOnly: "operator"
        case .runner: "runner"
        }
    }

    private static func again(_ shape: EndpointShape) -> String {
        switch shape.repetition {
        case .answered: "key"
        case .refused: "once"
        case .natural: "–"
        }
    }
}
