import API
import Operations

extension Bindings {
    static let people: [Binding] = [
        bind(Endpoints.sessionCreate, lane: .password) { call, input in
            try OpenSession.run(call.context.services, input)
        },
        bind(Endpoints.sessionDelete) { call, _ in
            try CloseSession.run(call.context)
            return Nothing()
        },
        bind(Endpoints.meShow) { call, _ in try ShowMe.run(call.context) },
        bind(Endpoints.passwordChange, lane: .password) { call, input in
            try ChangePassword.run(call.context, input)
            return Nothing()
        },
        bind(Endpoints.tokenCreate) { call, input in try CreateToken.run(call.context, input) },
        bind(Endpoints.tokenList) { call, _ in try ListTokens.run(call.context) },
        bind(Endpoints.tokenRevoke) { call, _ in
            try RevokeOwnToken.run(call.context, token: call.path("token"))
            return Nothing()
        },
        bind(Endpoints.personCreate, lane: .password) { call, input in try CreatePerson.run(call.context, input) },
        bind(Endpoints.personList) { call, _ in try ListPersons.run(call.context, call.page(1)) },
        bind(Endpoints.personDisable) { call, _ in
            try DisablePersonAccess.run(call.context, login: call.path("login"))
        },
        bind(Endpoints.teamCreate) { call, input in try CreateTeam.run(call.context, input) },
        bind(Endpoints.teamList) { call, _ in try ListTeams.run(call.context) },
        bind(Endpoints.memberList) { call, _ in try ListMembers.run(call.context, team: call.path("team")) },
        bind(Endpoints.memberSet) { call, input in
            try ChangeMember.run(call.context, team: call.path("team"), login: call.path("login"), input)
        },
        bind(Endpoints.memberRemove) { call, _ in
            try RemoveMember.run(call.context, team: call.path("team"), login: call.path("login"))
            return Nothing()
        },
        bind(Endpoints.runnerCreate) { call, input in try RegisterRunner.run(call.team(needs: .admin), input) },
        bind(Endpoints.runnerList) { call, _ in try ListRunners.run(call.team()) },
        bind(Endpoints.runnerRevoke) { call, _ in
            try RevokeRunnerToken.run(call.team(needs: .admin), runner: call.path("runner"))
            return Nothing()
        },
    ]
}
