import Domain

/// Reading and judging what agents deliver.
extension Endpoints {
    static let reviews: [EndpointShape] = [
        inboxShow.shape, reviewShow.shape, reviewServe.shape, reviewAcknowledge.shape, reviewPause.shape,
        reviewAnswer.shape, reviewFind.shape, findingClose.shape, reviewVerdict.shape, reviewRequest.shape,
    ]

    package static let inboxShow = Endpoint<Nothing, InboxView>(
        "inbox_show", .get, team + "/inbox", .person(.read), "What waits for the caller: reviews, questions, actions.")
    package static let reviewShow = Endpoint<Nothing, ReviewView>(
        "review_show", .get, team + "/reviews/{review}", .person(.read),
        "One review of the caller: criteria, parts read and not read, answers, findings, what is missing.")
    package static let reviewServe = Endpoint<Nothing, ChunkView>(
        "review_serve", .post, team + "/reviews/{review}/chunks/{chunk}/serve", .person(.review),
        "Read one part: its exact text and a single-use receipt. The caller's attention moves to it.",
        repetition: .natural)
    package static let reviewAcknowledge = Endpoint<ReceiptRequest, ReadingView>(
        "review_acknowledge", .post, team + "/reviews/{review}/chunks/{chunk}/acknowledge", .person(.review),
        "Say that a part has been read, with its receipt.", repetition: .natural)
    package static let reviewPause = Endpoint<Nothing, ReadingView>(
        "review_pause", .post, team + "/reviews/{review}/pause", .person(.review),
        "Take the attention off: time is not credited until the next part.", repetition: .natural)
    package static let reviewAnswer = Endpoint<CriterionRequest, ReviewView>(
        "review_answer", .put, team + "/reviews/{review}/criteria/{criterion}", .person(.review),
        "Answer one success criterion with a quotation from the work.")
    package static let reviewFind = Endpoint<FindingRequest, FindingView>(
        "review_find", .post, team + "/reviews/{review}/findings", .person(.review), "Record a finding.", status: 201)
    package static let findingClose = Endpoint<Nothing, FindingView>(
        "finding_close", .post, team + "/findings/{finding}/close", .person(.review),
        "Close a finding of one's own, on a later version if it blocks.")
    package static let reviewVerdict = Endpoint<VerdictRequest, VerdictView>(
        "review_verdict", .post, team + "/reviews/{review}/verdict", .person(.review),
        "Approve, ask for changes, say that you cannot tell, or hand back. One request, one verdict.", status: 201)
    package static let reviewRequest = Endpoint<Nothing, ReviewRequestView>(
        "review_request", .post, team + "/outputs/{output}/review", .person(.dispatch),
        "Have what an approval lacks asked for that does not count any more: the version is in review again.")
}
