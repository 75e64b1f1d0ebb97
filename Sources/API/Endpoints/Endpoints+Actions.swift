import Domain

/// What agents and members ask for.
extension Endpoints {
    static let actions: [EndpointShape] = [
        actionList.shape, actionShow.shape, actionSign.shape, actionDeny.shape,
    ]

    package static let actionList = Endpoint<Nothing, Page<ActionView>>(
        "action_list", .get, team + "/actions", .person(.read), "Actions asked for, newest first.",
        query: paging + [QueryParameter("state", "Only requests in this state.")])
    package static let actionShow = Endpoint<Nothing, ActionView>(
        "action_show", .get, team + "/actions/{action}", .person(.read),
        "One request: what was computed, what was claimed, the decision with its reasons, sign-offs and effect.")
    package static let actionSign = Endpoint<SignRequest, ActionView>(
        "action_sign", .post, team + "/actions/{action}/sign", .person(.sign),
        "Sign the exact bytes of a request; a countersignature asks for the password again.", repetition: .answered)
    package static let actionDeny = Endpoint<ReasonRequest, ActionView>(
        "action_deny", .post, team + "/actions/{action}/deny", .person(.read), "Say no to a request.")
}
