import Domain
import Store

extension Context {
    /// Where a person's changes to their own account are made and recorded: the installation, whose event log holds what
    /// belongs to no team. Gives no right to anything else of the installation.
    func ownAccount() throws -> TeamContext {
        let person = try person()
        return .account(of: person.id, self)
    }

    /// A team as its admins and the installation's operators may act on its people and runners.
    /// - Parameter roles: what a member needs who is not an operator; none given means that membership is enough.
    package func teamForPeople(_ name: String, needs roles: [TeamRole] = []) throws -> TeamContext {
        let person = try person()
        guard person.isOperator else { return try team(name, needs: roles) }
        guard name != TeamContext.installationName, let id = try services.pool.first(TeamIDByName(name: name)) else {
            throw Failure.missing("team", name)
        }
        return TeamContext(
            context: self, id: id, name: name, actor: .person(id: person.id), personID: person.id,
            roles: person.teams[name]?.roles ?? [])
    }

    /// A team of the caller, or the installation for its operators: for what the installation has too, such as context.
    package func teamOrInstallation(_ name: String, needs roles: [TeamRole] = []) throws -> TeamContext {
        let person = try person()
        guard name != TeamContext.installationName else {
            guard person.isOperator else {
                throw Failure(
                    .notAllowed,
                    "the installation's own is for its operators; what it tells every team stands in your team, too: leave "
                        + "`--team \(name)` out")
            }
            return try installation()
        }
        guard person.teams[name] != nil || !person.isOperator else {
            throw Failure(
                .notFound,
                "there is no team \(name) here that you are in; what is the operators' is in "
                    + "`--team \(TeamContext.installationName)`")
        }
        return try team(name, needs: roles)
    }
}

extension TeamContext {
    static func account(of person: String, _ context: Context) -> TeamContext {
        TeamContext(
            context: context, id: installationID, name: installationName, actor: .person(id: person),
            personID: person, roles: [])
    }
}
