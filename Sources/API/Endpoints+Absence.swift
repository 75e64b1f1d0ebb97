import Domain

/// Who is away, and who acts for whom.
extension Endpoints {
    package static let absenceSet = Endpoint<AbsenceRequest, AbsenceView>(
        "absence_set", .post, team + "/absences", .person(.review),
        "Say when somebody is away: they are not asked to review then.", status: 201)
    package static let absenceList = Endpoint<Nothing, Page<AbsenceView>>(
        "absence_list", .get, team + "/absences", .person(.read), "Who is away, and who will be.")
    package static let absenceClear = Endpoint<Nothing, Nothing>(
        "absence_clear", .delete, team + "/absences/{absence}", .person(.review),
        "Say that somebody is back, or will not go.", status: 204)
    package static let delegationBegin = Endpoint<DelegationRequest, DelegationView>(
        "delegation_begin", .post, team + "/delegations", .person(.review),
        "Let somebody act for an owner in reviews, until a day.", status: 201)
    package static let delegationList = Endpoint<Nothing, Page<DelegationView>>(
        "delegation_list", .get, team + "/delegations", .person(.read), "Who acts for whom in reviews.")
    package static let delegationEnd = Endpoint<Nothing, Nothing>(
        "delegation_end", .delete, team + "/delegations/{delegation}", .person(.review),
        "Take a delegation back before its end.", status: 204)
}
