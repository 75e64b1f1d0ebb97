import Domain

/// Who must review what, who is away, and who acts for whom.
extension Endpoints {
    static let owners: [EndpointShape] = [
        ownersCheck.shape, ownersLint.shape, ownersSimulate.shape, absenceSet.shape, absenceList.shape,
        absenceClear.shape, delegationOffer.shape, delegationList.shape, delegationAccept.shape, delegationEnd.shape,
    ]

    package static let ownersCheck = Endpoint<OwnersCheckRequest, OwnersCheckView>(
        "owners_check", .post, team + "/owners/check", .person(.read),
        "Which lines of OWNERS are about some paths and kinds, and who could review them now.", repetition: .natural,
        bodySize: .bundle)
    package static let ownersLint = Endpoint<OwnersLintRequest, OwnersLintView>(
        "owners_lint", .post, team + "/owners/lint", .person(.read),
        "What is wrong with an OWNERS file, held against the team's people and templates.", repetition: .natural,
        bodySize: .bundle)
    package static let ownersSimulate = Endpoint<AbsenceOutlookRequest, AbsenceOutlook>(
        "owners_simulate", .post, team + "/owners/simulate", .person(.read),
        "Who could still review what if some people were away: by line, by use case, and which open reviews stand still.",
        repetition: .natural)
    package static let absenceSet = Endpoint<AbsenceRequest, AbsenceView>(
        "absence_set", .post, team + "/absences", .person(.review),
        "Say when somebody is away: they are not asked to review then.", status: 201)
    package static let absenceList = Endpoint<Nothing, Page<AbsenceView>>(
        "absence_list", .get, team + "/absences", .person(.read), "Who is away, and who will be.")
    package static let absenceClear = Endpoint<Nothing, Nothing>(
        "absence_clear", .delete, team + "/absences/{absence}", .person(.review),
        "Say that somebody is back, or will not go.", status: 204)
    package static let delegationOffer = Endpoint<DelegationRequest, DelegationView>(
        "delegation_offer", .post, team + "/delegations", .person(.review),
        "Ask somebody to act for an owner in reviews, until a day.", status: 201)
    package static let delegationList = Endpoint<Nothing, Page<DelegationView>>(
        "delegation_list", .get, team + "/delegations", .person(.read),
        "Who acts for whom in reviews, and who is asked to.")
    package static let delegationAccept = Endpoint<Nothing, DelegationView>(
        "delegation_accept", .post, team + "/delegations/{delegation}/accept", .person(.review),
        "Act for an owner from now on, as its delegate.")
    package static let delegationEnd = Endpoint<Nothing, Nothing>(
        "delegation_end", .delete, team + "/delegations/{delegation}", .person(.review),
        "Take a delegation back before its end, or decline the offer of one.", status: 204)
}
