import API
import HTTPListener
import Operations

extension Bindings {
    static let audit: [Binding] = [
        bind(Endpoints.auditList) { call, _ in
            try ListAudit.run(call.team(), page: call.page(ListAudit.keyParts), subject: call.query("subject"))
        },
        // By way of a file: a record can be large, and a slow reader must hold neither memory nor a connection.
        bind(raw: Endpoints.auditExport, lane: .slow) { call in
            HTTPResponse(
                status: 200, headers: [HTTPField("Content-Type", "text/plain; charset=utf-8")],
                body: .temporaryFile(path: try ExportAudit.run(call.team())))
        },
    ]
}
