import Domain

package struct LoginRequest: Message {
    package var login: String
    package var password: String

    package init(login: String, password: String) {
        self.login = login
        self.password = password
    }
}

package struct PasswordChange: Message {
    package var current: String
    package var new: String

    package init(current: String, new: String) {
        self.current = current
        self.new = new
    }
}

package struct TokenRequest: Message {
    package var name: String
    package var scopes: [Scope]
    /// 1 to 366.
    package var days: Int

    package init(name: String, scopes: [Scope], days: Int) {
        self.name = name
        self.scopes = scopes
        self.days = days
    }
}

/// A token's secret, shown once.
package struct TokenSecret: Message {
    package var id: String
    package var secret: String
    package var expiresAt: Timestamp

    package init(id: String, secret: String, expiresAt: Timestamp) {
        self.id = id
        self.secret = secret
        self.expiresAt = expiresAt
    }
}

package struct TokenView: Message {
    package var id: String
    package var kind: String
    package var name: String
    package var scopes: [Scope]
    package var createdAt: Timestamp
    package var expiresAt: Timestamp

    package init(
        id: String, kind: String, name: String, scopes: [Scope], createdAt: Timestamp, expiresAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

package struct PersonRequest: Message {
    package var login: String
    package var name: String
    package var password: String
    package var isOperator: Bool?

    package init(login: String, name: String, password: String, isOperator: Bool? = nil) {
        self.login = login
        self.name = name
        self.password = password
        self.isOperator = isOperator
    }
}

package struct PersonView: Message {
    package var id: String
    package var login: String
    package var name: String
    package var isOperator: Bool
    package var createdAt: Timestamp
    package var disabledAt: Timestamp?

    package init(
        id: String, login: String, name: String, isOperator: Bool, createdAt: Timestamp, disabledAt: Timestamp? = nil
    ) {
        self.id = id
        self.login = login
        self.name = name
        self.isOperator = isOperator
        self.createdAt = createdAt
        self.disabledAt = disabledAt
    }
}

package struct MeView: Message {
    package var person: PersonView
    package var scopes: [Scope]
    package var teams: [TeamView]

    package init(person: PersonView, scopes: [Scope], teams: [TeamView]) {
        self.person = person
        self.scopes = scopes
        self.teams = teams
    }
}

package struct TeamRequest: Message {
    package var name: String
    package var title: String

    package init(name: String, title: String) {
        self.name = name
        self.title = title
    }
}

package struct TeamView: Message {
    package var id: String
    package var name: String
    package var title: String
    /// The caller's roles in it.
    package var roles: [TeamRole]

    package init(id: String, name: String, title: String, roles: [TeamRole]) {
        self.id = id
        self.name = name
        self.title = title
        self.roles = roles
    }
}

package struct MemberRequest: Message {
    /// All that the person has afterwards; as they are if absent, which somebody new cannot do without.
    package var roles: [TeamRole]?
    /// What the person is competent in, all of it; as it is if absent.
    package var competences: [String]?

    package init(roles: [TeamRole]? = nil, competences: [String]? = nil) {
        self.roles = roles
        self.competences = competences
    }
}

package struct MemberView: Message {
    package var login: String
    package var name: String
    package var roles: [TeamRole]
    package var competences: [String]

    package init(login: String, name: String, roles: [TeamRole], competences: [String]) {
        self.login = login
        self.name = name
        self.roles = roles
        self.competences = competences
    }
}

package struct RunnerRequest: Message {
    package var name: String
    package var labels: [String]
    /// The login of the person in charge of the host; the caller if absent.
    package var operatorLogin: String?

    package init(name: String, labels: [String], operatorLogin: String? = nil) {
        self.name = name
        self.labels = labels
        self.operatorLogin = operatorLogin
    }
}

package struct RunnerSecret: Message {
    package var runner: RunnerView
    package var secret: String

    package init(runner: RunnerView, secret: String) {
        self.runner = runner
        self.secret = secret
    }
}

package struct RunnerView: Message {
    package var id: String
    package var name: String
    package var labels: [String]
    package var operatorLogin: String
    package var host: String
    package var createdAt: Timestamp
    package var lastSeenAt: Timestamp?
    package var revokedAt: Timestamp?

    package init(
        id: String, name: String, labels: [String], operatorLogin: String, host: String, createdAt: Timestamp,
        lastSeenAt: Timestamp? = nil, revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.labels = labels
        self.operatorLogin = operatorLogin
        self.host = host
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.revokedAt = revokedAt
    }
}
