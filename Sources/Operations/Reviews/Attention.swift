import Domain
import Store

/// A person's attention within one change. The clock's row is locked first, the credit is computed from it and from the
/// database's time after the lock, and the database checks both again when it writes.
struct Attention {
    private let row: LockAttention.Row
    private let change: Change

    /// Whoever also locks a review has locked it before.
    static func lock(_ change: Change) throws -> Attention {
        Attention(row: try change.tx.one(LockAttention()), change: change)
    }

    /// Moves to a chunk that has been served, crediting what had the attention before.
    func move(to review: String, chunk: Int, plannedMilliseconds: Int) throws {
        let target = AttentionClock.Target(reviewID: review, chunkIndex: chunk)
        try write(.focus(target, plannedMilliseconds: plannedMilliseconds, atMilliseconds: now), review, chunk)
    }

    /// Credits what is due so far and stays.
    func settle() throws {
        guard isHere else { return }
        try write(.settle(atMilliseconds: now), row.review, row.chunk)
    }

    /// Credits what is due and takes the attention off this review; does nothing when it is elsewhere.
    func leave(_ review: String) throws {
        guard let target = focus?.target, target.reviewID == review else { return }
        try write(.blur(target, atMilliseconds: now), nil, nil)
    }

    private func write(_ event: AttentionClock.Event, _ review: String?, _ chunk: Int?) throws {
        let state = AttentionClock.State(
            focus: focus, accountedUntilMilliseconds: Int(row.creditedUntil.millisecondsSince1970))
        let credits = AttentionClock.advance(state, event).credits
        try change.tx.run(
            MoveAttention(
                creditMilliseconds: credits.reduce(0) { $0 + $1.milliseconds }, review: review, chunk: chunk))
    }

    private var now: Int { Int(row.at.millisecondsSince1970) }

    /// From here another team's rows cannot be reached: what was in view there without being acknowledged gets no credit.
    private var isHere: Bool { row.team == change.team.id }

    private var focus: AttentionClock.Focus? {
        guard isHere, let review = row.review, let chunk = row.chunk else { return nil }
        return AttentionClock.Focus(
            target: .init(reviewID: review, chunkIndex: chunk), allowanceMilliseconds: row.allowanceMilliseconds)
    }
}
