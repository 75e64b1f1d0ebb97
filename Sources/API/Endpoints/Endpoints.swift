import Domain

/// The endpoint table: everything the service answers, in the order of its documentation.
package enum Endpoints {
    /// For the router, the documentation and the completeness test.
    package static let all = groups.flatMap(\.shapes)

    /// What belongs together, with the title that it has in the documentation.
    package static let groups: [(title: String, shapes: [EndpointShape])] = [
        ("The service", service),
        ("People, teams and tokens", people),
        ("Templates and the library", library),
        ("Team context", context),
        ("Policy and use cases", policy),
        ("Trust", trust),
        ("Owners", owners),
        ("Runs", runs),
        ("A runner's side", runner),
        ("Outputs", outputs),
        ("Reviews", reviews),
        ("Actions", actions),
        ("The record", record),
    ]

    static let paging = [
        QueryParameter("cursor", "Where the previous page ended (`next` of its answer)."),
        QueryParameter("limit", "How many at most: 1 to 1000, 50 if absent."),
    ]
    static let team = "/v1/teams/{team}"
}
