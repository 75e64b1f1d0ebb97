import Domain

/// Who may come in, and what can act in their name.
extension Endpoints {
    static let people: [EndpointShape] = [
        sessionCreate.shape, sessionDelete.shape, meShow.shape, passwordChange.shape, tokenCreate.shape,
        tokenList.shape, tokenRevoke.shape, personCreate.shape, personList.shape, personDisable.shape,
        teamCreate.shape, teamList.shape, memberList.shape, memberSet.shape, memberRemove.shape,
        runnerCreate.shape, runnerList.shape, runnerRevoke.shape,
    ]

    package static let sessionCreate = Endpoint<LoginRequest, TokenSecret>(
        "session_create", .post, "/v1/sessions", .anyone, "Log in with a password.", repetition: .natural, status: 201)
    package static let sessionDelete = Endpoint<Nothing, Nothing>(
        "session_delete", .delete, "/v1/sessions/current", .person(.read), "Log out: the token stops working.",
        repetition: .natural, status: 204)
    package static let meShow = Endpoint<Nothing, MeView>(
        "me_show", .get, "/v1/me", .person(.read), "Who is calling, with teams and roles.")
    package static let passwordChange = Endpoint<PasswordChange, Nothing>(
        "password_change", .put, "/v1/me/password", .person(.admin),
        "Change the own password; every other session ends.", repetition: .refused, status: 204)
    package static let tokenCreate = Endpoint<TokenRequest, TokenSecret>(
        "token_create", .post, "/v1/tokens", .person(.admin), "A personal token with scopes; its secret is shown once.",
        repetition: .refused, status: 201)
    package static let tokenList = Endpoint<Nothing, Page<TokenView>>(
        "token_list", .get, "/v1/tokens", .person(.read), "The caller's live tokens and sessions.")
    package static let tokenRevoke = Endpoint<Nothing, Nothing>(
        "token_revoke", .delete, "/v1/tokens/{token}", .person(.admin), "End a token.", repetition: .natural,
        status: 204)
    package static let personCreate = Endpoint<PersonRequest, PersonView>(
        "person_create", .post, "/v1/persons", .operatorOnly, "Create a person.", status: 201)
    package static let personList = Endpoint<Nothing, Page<PersonView>>(
        "person_list", .get, "/v1/persons", .operatorOnly, "Every person of the installation.", query: paging)
    package static let personDisable = Endpoint<Nothing, PersonView>(
        "person_disable", .post, "/v1/persons/{login}/disable", .operatorOnly,
        "Disable a person: tokens end, what they did stays.")
    package static let teamCreate = Endpoint<TeamRequest, TeamView>(
        "team_create", .post, "/v1/teams", .operatorOnly, "Create a team.", status: 201)
    package static let teamList = Endpoint<Nothing, Page<TeamView>>(
        "team_list", .get, "/v1/teams", .person(.read), "The caller's teams.")
    package static let memberList = Endpoint<Nothing, Page<MemberView>>(
        "member_list", .get, team + "/members", .person(.read), "The people of a team and their roles.")
    package static let memberSet = Endpoint<MemberRequest, MemberView>(
        "member_set", .put, team + "/members/{login}", .person(.admin),
        "Add a person to a team or change their roles and competences.")
    package static let memberRemove = Endpoint<Nothing, Nothing>(
        "member_remove", .delete, team + "/members/{login}", .person(.admin), "Take a person out of a team.",
        status: 204)
    package static let runnerCreate = Endpoint<RunnerRequest, RunnerSecret>(
        "runner_create", .post, team + "/runners", .person(.admin),
        "Register a runner; its token is shown once.", repetition: .refused, status: 201)
    package static let runnerList = Endpoint<Nothing, Page<RunnerView>>(
        "runner_list", .get, team + "/runners", .person(.read), "The team's runners and when they were last seen.")
    package static let runnerRevoke = Endpoint<Nothing, Nothing>(
        "runner_revoke", .delete, team + "/runners/{runner}", .person(.admin), "End a runner's token.", status: 204)
}
