import API
import Domain
import TestSupport
import Testing

/// Who is away and who acts for whom; over before anybody reviews.
extension Story {
    func absences() throws {
        let end = JSON.string("\(try journey.service.world.services.pool.transaction(.none) { try $0.now() } + 86_400)")
        try journey.refused(
            author, Endpoints.absenceSet.shape, here(),
            body: ["person": .string(login("the-reviewer")), "endsAt": end, "reason": "x"], code: "not_allowed")
        things["absence"] = try journey.call(
            admin, Endpoints.absenceSet.shape, here(),
            body: ["person": .string(login("the-reviewer")), "endsAt": end, "reason": .string(say("Has the flu"))]
        ).text("id")
        try journey.call(author, Endpoints.absenceList.shape, here())
        try journey.refused(
            reviewer, Endpoints.delegationOffer.shape, here(),
            body: ["delegate": .string(login("the-reviewer")), "endsAt": end, "reason": "x"], code: "invalid_input")
        things["delegation"] = try journey.call(
            admin, Endpoints.delegationOffer.shape, here(),
            body: [
                "person": .string(login("the-reviewer")), "delegate": .string(login("the-lead")), "endsAt": end,
                "reason": .string(say("Has the flu")),
            ]
        ).text("id")
        try journey.call(lead, Endpoints.inboxShow.shape, here(), as: "delegate")
        try journey.call(author, Endpoints.delegationList.shape, here())
        try journey.refused(admin, Endpoints.delegationAccept.shape, here(), code: "not_allowed")
        try journey.call(lead, Endpoints.delegationAccept.shape, here())
        try journey.call(
            author, Endpoints.ownersCheck.shape, here(), body: ["items": ["a.csv"]], as: "away")
        try journey.call(
            author, Endpoints.ownersSimulate.shape, here(), body: ["absent": [.string(login("the-lead"))]])
        try journey.refused(
            author, Endpoints.ownersSimulate.shape, here(), body: ["absent": ["nobody-of-that-name"]], code: "not_found"
        )
        try journey.call(reviewer, Endpoints.delegationEnd.shape, here())
        try journey.call(reviewer, Endpoints.absenceClear.shape, here())
        try journey.refused(
            admin, Endpoints.memberSet.shape, here(["login": login("the-admin")]), body: ["competences": ["legal"]],
            code: "second_person_required", as: "competence")
        try journey.call(
            admin, Endpoints.memberSet.shape, here(["login": login("the-lead")]), body: ["competences": ["legal"]],
            as: "competent")
    }
}
