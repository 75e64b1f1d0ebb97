import API
import Domain
import Operations

extension World {
    /// Brings a text into force in `north`, or as the organisation's: the author writes it, the second person approves.
    @discardableResult
    package func putContext(
        _ text: String, layer: ContextLayer = .team, project: String? = nil, by author: Login = .author,
        approvedBy second: Login = .admin
    ) throws -> ContextView {
        let writer = try keeper(author, of: layer)
        let proposal = try ProposeContext.run(
            writer, layer: layer.rawValue, ContextProposal(text: text, project: project))
        return try ApproveContext.run(
            keeper(second, of: layer), layer: layer.rawValue, version: proposal.summary.number,
            ContextChoice(project: project))
    }

    /// Somebody where documents of this layer are kept: in their team, or as an operator in the installation.
    package func keeper(_ login: Login, of layer: ContextLayer) throws -> TeamContext {
        guard layer == .organisation else { return try team(login) }
        let person = try context(login).person()
        let asOperator = CallingPerson(
            id: person.id, login: person.login, isOperator: true, tokenID: person.tokenID, isSession: true,
            scopes: person.scopes, teams: person.teams)
        return try Context(services: services, caller: .person(asOperator)).installation()
    }
}
