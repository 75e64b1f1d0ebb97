import API
import Domain
import Operations
import Store
import Testing

import TestSupport

/// What dispatching loads of policy, template and context.
@Suite struct LoadersTests {
    @Test func theSmallTeamPolicyIsInForceOnceEnacted() throws {
        let world = try World.make()
        let team = try world.team(.author)
        let missing = #expect(throws: Failure.self) { try team.read { try CurrentPolicy.load($0, team).number } }
        #expect(missing?.code == .policyMissing)
        let enacted = try world.enactSmallTeamPolicy()
        #expect(enacted.number == 1 && enacted.enactedBy == "admin")
        let (number, bundle) = try team.read { try CurrentPolicy.load($0, team) }
        #expect(number == 1 && bundle.digest == enacted.digest)
        #expect(bundle.useCase("release-notes")?.riskCeiling == .shared)
    }

    @Test func theSampleTemplateCanBeDispatchedOncePublished() throws {
        let world = try World.make()
        try world.enactSmallTeamPolicy()
        let team = try world.team(.author)
        func load(_ version: Int? = nil) throws -> ChosenTemplate {
            try team.read { try ChosenTemplate.load($0, team, "release-notes", version: version) }
        }
        func refusal(_ version: Int? = nil) -> FailureCode? {
            #expect(throws: Failure.self) { try load(version) }?.code
        }
        #expect(refusal() == .notFound)
        let draft = try PushTemplate.run(team, World.sampleTemplate())
        #expect(draft.warnings == [])
        #expect(refusal() == .notPublished && refusal(1) == .notPublished && refusal(2) == .notFound)
        let published = try world.publishSampleTemplate()
        #expect(published.summary.number == 1)
        let template = try load()
        #expect(template.number == 1 && template.digest == published.summary.digest)
        #expect(template.template.useCase == "release-notes" && template.template.hasScript)
        let files = try team.read { try $0.all(TemplateFiles(team: team.id, template: "release-notes", number: 1)) }
        #expect(files.map(\.path) == ["SKILL.md", "scripts/run", "task.yaml"])
        #expect(files.filter(\.isExecutable).map(\.path) == ["scripts/run"])
        let script = try team.read { try StoredBytes.load($0, team, files[1].digest) }
        #expect(String(decoding: script, as: UTF8.self) == "#!/bin/sh\nexit 0\n")
    }
}
