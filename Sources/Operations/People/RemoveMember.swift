import Domain
import Store

/// Takes a person out of a team; what they did there stays.
package enum RemoveMember {
    package static func run(_ context: Context, team name: String, login: String) throws {
        let team = try context.teamForPeople(name, needs: [.admin])
        try team.change { change in
            let members = try TeamMembers.lock(change)
            guard let member = members.first(where: { $0.login == login }) else {
                throw Failure.missing("member", login)
            }
            try TeamMembers.keepAnAdmin(members, person: member.personID, becoming: [], team)
            try change.tx.run(DeleteMember(team: team.id, person: member.personID))
            try change.record(
                "member_removed", "person:\(member.personID)", ["before": member.roles.inOrder.json])
            try change.reconsiderReviews()
        }
    }
}
