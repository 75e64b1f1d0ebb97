import API
import Domain
import Store

/// The transcript of an attempt.
package enum ShowLog {
    /// - Parameter attempt: the latest if absent. A run that nobody has claimed has an empty transcript.
    package static func run(
        _ team: TeamContext, id: String, attempt: Int?, _ page: PageRequest
    ) throws -> Page<FrameView> {
        let after = page.after.first.map { Int64($0) } ?? 0
        guard let after else {
            throw Failure(.badRequest, "this cursor is not one of this list's; start again without one")
        }
        return try team.read { tx in
            guard let run = try tx.first(RunByID(team: team.id, id: id)) else { throw Failure.missing("run", id) }
            let number = attempt ?? run.attempt
            guard (attempt ?? 1) >= 1, number <= run.attempt else {
                throw Failure.missing("attempt", "\(number) of run \(id)")
            }
            let rows = try tx.all(
                Frames(team: team.id, run: id, attempt: number, after: after, limit: page.limit + 1))
            return page.page(rows, key: { [String($0.sequence)] }, item: FrameView.init)
        }
    }
}

extension FrameView {
    init(_ frame: Frames.Row) {
        self.init(
            sequence: frame.sequence, kind: frame.kind, body: frame.body, digest: frame.digest,
            receivedAt: frame.receivedAt)
    }
}
