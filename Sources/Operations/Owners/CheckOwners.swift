import API
import Domain
import Store

/// Explains OWNERS for paths and kinds: which line decides, who could review now, who could not and why.
package enum CheckOwners {
    package static func run(_ team: TeamContext, _ request: OwnersCheckRequest) throws -> OwnersCheckView {
        let items = try OwnersText.items(request.items)
        let given = try request.text.map { try OwnersText.parse($0, source: request.source) }
        return try team.read { tx in
            let owners = try given ?? CurrentPolicy.load(tx, team).bundle.owners
            let members = try pool(tx, team, template: request.template).members
            let able = members.filter(\.isAble).map(\.person)
            let unable = members.filter { !$0.isAble }.map { ($0.person, $0.reasons) }
            return OwnersCheckView(
                items: items.map { OwnersExplanation($0, by: owners, able: able, unable: unable) })
        }
    }

    /// Without a template it is not known whose run it is about.
    private static func pool(_ tx: Transaction, _ team: TeamContext, template: String?) throws -> ReviewerPool {
        guard let template, let personID = team.personID else { return try ReviewerPool.ofAnyRun(tx, team) }
        let published = try ChosenTemplate.load(tx, team, template)
        return try ReviewerPool.beforeDispatch(
            tx, team, requester: personID, template: template, templateVersion: published.number,
            context: try EffectiveContext.load(tx, team, project: nil))
    }
}
