import API
import APIClient
import Domain

/// One review as the service keeps it. What has been served is remembered on this machine until the verdict, so that a
/// quotation finds its lines later.
final class ReviewSession {
    let review: String
    private let client: Client
    private let path: [String: String]
    private let environment: [String: String]
    private var cache: PartCache?

    init(_ review: String, _ invocation: Invocation) throws {
        self.review = review
        client = try invocation.client()
        path = try invocation.teamPath(["review": review])
        environment = invocation.terminal.environment
    }

    func show() throws(Failure) -> ReviewView {
        let view = try client.call(Endpoints.reviewShow, path: path)
        if cache == nil { cache = PartCache.of(view.contentDigest, environment) }
        return view
    }

    /// Attention moves to this part.
    func serve(_ index: Int) throws(Failure) -> ChunkView {
        let part = try client.call(Endpoints.reviewServe, path: path(index))
        // Only a convenience: reading goes on without it.
        try? cache?.remember(part)
        return part
    }

    @discardableResult
    func acknowledge(_ index: Int, _ receipt: String) throws(Failure) -> ReadingView {
        try client.call(Endpoints.reviewAcknowledge, path: path(index), ReceiptRequest(receipt: receipt))
    }

    @discardableResult
    func pause() throws(Failure) -> ReadingView { try client.call(Endpoints.reviewPause, path: path) }

    func answer(_ criterion: String, _ request: CriterionRequest) throws(Failure) -> ReviewView {
        try client.call(Endpoints.reviewAnswer, path: path.merging(["criterion": criterion]) { $1 }, request)
    }

    func find(_ request: FindingRequest) throws(Failure) -> FindingView {
        try client.call(Endpoints.reviewFind, path: path, request)
    }

    func decide(_ request: VerdictRequest) throws(Failure) -> VerdictView {
        let view = try client.call(Endpoints.reviewVerdict, path: path, request)
        PartCache.of(request.contentDigest, environment)?.forget()
        return view
    }

    private func path(_ index: Int) -> [String: String] { path.merging(["chunk": String(index)]) { $1 } }
}
