import API
import Domain
import TestSupport
import Testing

/// A template goes up the ladder of trust, falls for its age, and is taken down.
extension Story {
    private func step(_ rung: String, _ actionClass: String = "write") -> JSON {
        ["actionClass": .string(actionClass), "rung": .string(rung), "reason": .string(say("It has gone well"))]
    }

    func trust() throws {
        let propose = Endpoints.trustPropose.shape
        try journey.refused(author, propose, here(), body: step("draft"), code: "trust_evidence_missing")
        try journey.refused(
            author, propose, here(), body: step("act_sampled", "publish"), code: "trust_ceiling", as: "ceiling")
        let world = journey.service.world
        try world.copyOutput(of("output"), count: 4)
        try journey.call(author, propose, here(), body: step("draft"))
        try journey.call(author, Endpoints.trustProposals.shape, here())
        let first = here(["number": "1"])
        try journey.refused(author, Endpoints.trustPromote.shape, first, code: "not_allowed")
        try journey.call(lead, Endpoints.trustPromote.shape, first)
        try journey.refused(lead, Endpoints.trustPromote.shape, first, code: "already_decided", as: "again")
        try world.tamper(
            "UPDATE trust_moves SET moved_at = moved_at - interval '90 days' WHERE team_id = '\(of("teamID"))'")
        try journey.call(author, Endpoints.trustShow.shape, here(), query: "?template=\(of("template"))")
        let demotion: JSON = ["actionClass": "write", "reason": .string(say("It wrote nonsense"))]
        try journey.call(lead, Endpoints.trustDemote.shape, here(), body: demotion)
        try journey.refused(lead, Endpoints.trustDemote.shape, here(), body: demotion, code: "wrong_state")
        try journey.call(author, Endpoints.trustHistory.shape, here())
    }
}
