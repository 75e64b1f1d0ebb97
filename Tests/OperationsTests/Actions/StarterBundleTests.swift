import API
import Domain
import Operations
import TestSupport
import Testing

/// What each starter bundle is for, asked for by an agent: a bundle's own cases could be about requests that nobody can make.
@Suite struct StarterBundleTests {
    struct Ask: Sendable {
        let bundle: String
        let template: String
        let useCase: String
        let action: String
        let arguments: JSON
        let needed: String
    }

    static let asks = [
        Ask(
            bundle: "small-team", template: "performance-recap", useCase: "performance-reporting",
            action: "team.notify", arguments: ActionStory.notice,
            needed: "1 countersignature by reviewer or admin, not by the requester or a contributor"),
        Ask(
            bundle: "small-team", template: "refund-request", useCase: "customer-care", action: "customer.refund",
            arguments: ["customer": "C-17", "amount": 20, "currency": "EUR", "reason": "Paid twice"],
            needed: "1 countersignature by admin, not by the requester or a contributor"),
        Ask(
            bundle: "agency", template: "media-plan", useCase: "media-spend", action: "media.spend",
            arguments: ["client": "acme", "channel": "search", "amount": 20, "currency": "EUR"],
            needed: "2 countersignatures by reviewer or admin, not by the requester or a contributor; "
                + "1 countersignature by admin or else 2 countersignatures by somebody competent in contracts, "
                + "not by the requester or a contributor"),
        Ask(
            bundle: "agency", template: "client-report", useCase: "client-report", action: "client.send",
            arguments: ["to": ["ann@client.example"], "subject": "Week 7", "text": "Attached."],
            needed: "1 countersignature by admin and 2 countersignatures by reviewer or admin, "
                + "not by the requester or a contributor"),
        Ask(
            bundle: "regulated", template: "notice-outage", useCase: "authority-notice", action: "authority.notify",
            arguments: ["authority": "desk@supervisor.gov", "reference": "N-1", "text": "We report."],
            needed: "1 countersignature by admin and 1 countersignature by somebody competent in legal and "
                + "2 countersignatures by reviewer or admin, not by the requester or a contributor; "
                + "1 countersignature by reviewer or admin competent in quality, not by the requester or a contributor"),
    ]

    @Test(arguments: asks)
    func itsMainActionsReachPeople(ask: Ask) throws {
        let folder = try TemporaryFolder()
        let names = ["notify", "refund", "media", "mail"]
        let executors = names.map { ($0, ActionStory.appending(to: "\(folder.path)/\($0)")) }
        let world = try World.make(
            leases: LeaseTimes(leaseSeconds: 3600),
            executors: Executors(Dictionary(uniqueKeysWithValues: executors)))
        var files = try World.policy(ask.bundle).filter { !$0.key.hasPrefix("cases/") }
        // Rules on time are about the moment in which somebody runs this.
        files["approvals.yaml"] = files["approvals.yaml"]?.split(separator: "\n\n")
            .filter { !$0.contains("time: {") }.joined(separator: "\n\n")
        try world.enactSmallTeamPolicy(files)
        try world.publishSampleTemplate(ask.template) { files in
            files = files.mapValues {
                $0.replacing("actions: [git.release]", with: "actions: [\(ask.action)]")
                    .replacing("use_case: release-notes", with: "use_case: \(ask.useCase)")
                    .replacing("risk: shared", with: "risk: routine").replacing("mode: dispatch", with: "mode: cowork")
                    .replacing("name: release-notes", with: "name: \(ask.template)")
            }
        }
        let runs = RunStory(world: world)
        _ = try runs.dispatch(DispatchRequest(template: ask.template, inputs: ["repository": "/srv/app"], files: []))
        let run = try #require(try runs.claim())
        let action = try RequestAction.run(
            world.runner(), runID: run.id, attempt: run.attempt,
            ActRequest(term: run.term, action: ask.action, arguments: ask.arguments, claim: ""))
        #expect(action.state == .held, "\(action.reasons)")
        #expect(action.requirement == ask.needed)
    }
}
