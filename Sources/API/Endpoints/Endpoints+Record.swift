import Domain

/// Every change, and the stream of them.
extension Endpoints {
    static let record: [EndpointShape] = [
        auditList.shape, auditExport.shape, eventStream.shape,
    ]

    package static let auditList = Endpoint<Nothing, Page<AuditEntryView>>(
        "audit_list", .get, team + "/audit", .person(.read), "The team's audit entries, oldest first.",
        query: paging + [QueryParameter("subject", "Only entries about this subject, such as `run:run_…`.")])
    package static let auditExport = Endpoint<Nothing, PlainText>(
        "audit_export", .get, team + "/audit/export", .person(.read),
        "All entries as newline-delimited JSON, each with its canonical text and leaf digest.")
    package static let eventStream = Endpoint<Nothing, EventStreamBody>(
        "event_stream", .get, team + "/events", .person(.read),
        "The team's events as they are committed; `Last-Event-ID` resumes.",
        query: [QueryParameter("subject", "Only events about this subject, such as `run:run_…`.")])
}
