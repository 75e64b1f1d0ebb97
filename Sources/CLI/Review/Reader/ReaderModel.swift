import API
import Domain

/// The full-screen reader as a machine: an event comes in, effects come out. It knows no terminal, no service, no clock.
///
/// What it holds to: a part is acknowledged when every row of it has been on the screen and the reader moves on, never
/// before; whoever goes away is paused; reading begins at the first part that is not read. No time is ever shown.
package struct ReaderModel: Sendable {
    package enum Event: Sendable {
        case started(ScreenSize)
        case resized(ScreenSize)
        case key(Key)
        /// No key for `idleSeconds`.
        case idle
        /// Somebody wants the process to end.
        case ended
        case served(ChunkView)
        /// With the count of parts that were read, and slowly enough.
        case acknowledged(index: Int, partsRead: Int)
        case refreshed(ReviewView)
        case answered(ReviewView)
        case found(FindingView)
        case failed(Failure, during: Effect)
    }

    package enum Effect: Equatable, Sendable {
        case serve(index: Int)
        case acknowledge(index: Int, receipt: String)
        case pause, refresh, suspend, leave
        case answer(criterion: String, CriterionAnswer, reason: String, Anchor?)
        case find(text: String, FindingCause, isBlocking: Bool, Anchor?)
    }

    package struct Part: Sendable {
        package let summary: ChunkSummary
        package var isRead: Bool
        /// Read, and faster than anybody can.
        package var isTooFast: Bool
        package var served: ChunkView?
        /// Not used yet.
        var receipt: String?

        package var needsReading: Bool { !isRead || isTooFast }
    }

    enum Mode: Equatable {
        case reading
        case overlay(Overlay, top: Int)
        /// Choosing the first line of a selection, then its last.
        case pointing(line: Int)
        case selecting(from: Int, to: Int)
        case prompt(Prompt, input: String)
    }

    package private(set) var review: ReviewView
    /// In the order of reading.
    package internal(set) var parts: [Part]
    /// Place in `parts`.
    package internal(set) var current: Int?
    var size = ScreenSize(columns: 80, rows: 24)
    var layout: PartLayout?
    /// Rows of the layout that have been on the screen.
    var shown: Set<Int> = []
    var top = 0
    var mode = Mode.reading
    /// Lines taken by `v`, for the next answer or finding.
    var selection: ClosedRange<Int>?
    var message: Text?
    var isPaused = false
    /// The line at which to open the part that is on its way.
    var wantedLine: Int?
    var lastSearch = ""
    /// The line of the last hit.
    var hit: Int?
    /// What was being said when it was sent: given back if the service refuses it.
    var sent: (prompt: Prompt, input: String)?
    var summarizesAfterRefresh = false

    package init(_ review: ReviewView) {
        self.review = review
        parts = review.chunks.map {
            Part(summary: $0, isRead: $0.isRead, isTooFast: $0.isRead && !$0.isSlowEnough)
        }
    }

    package var currentPart: Part? { current.map { parts[$0] } }
    package var unreadCount: Int { parts.count { !$0.isRead } }
    package var tooFastCount: Int { parts.count { $0.isTooFast } }

    /// How long without a key it takes until the reader has gone away: a minute, or longer where a part that fits on the
    /// screen takes an average reader longer than that.
    package var idleSeconds: Int {
        guard let part = currentPart?.served else { return 60 }
        return max(60, (ReadingPace.units(part).plannedMilliseconds(by: ReviewSettings()) + 999) / 1000)
    }

    /// Every row of the current part has been on the screen.
    package var isShownInFull: Bool { layout.map { shown.count == $0.rows.count } ?? false }

    package mutating func handle(_ event: Event) -> [Effect] {
        let effects = effects(of: event)
        markShown()
        return effects
    }

    private mutating func effects(of event: Event) -> [Effect] {
        switch event {
        case .started(let size):
            self.size = size
            return begin()
        case .resized(let size):
            resize(to: size)
            return []
        case .key(let key): return press(key)
        case .idle:
            guard !isPaused, current != nil else { return [] }
            isPaused = true
            message = "Paused. Any key goes on."
            return [.pause]
        case .ended: return [.pause, .leave]
        case .served(let view):
            take(view)
            return []
        case .acknowledged(let index, let partsRead): return acknowledged(index, partsRead)
        case .refreshed(let review):
            refresh(review)
            return []
        case .answered(let review):
            refresh(review)
            confirm("Answered.")
            return []
        case .found(let finding):
            confirm("Finding \(finding.id) recorded.")
            return []
        case .failed(let failure, let effect): return fail(failure, effect)
        }
    }

    private mutating func begin() -> [Effect] {
        guard !parts.isEmpty else {
            message = "There is nothing to read in this output."
            return []
        }
        // Who begins sees first what the work has to meet.
        if parts.allSatisfy({ !$0.isRead }) {
            mode = .overlay(.criteria, top: 0)
            return []
        }
        return open()
    }

    /// The first part that has to be read.
    func open() -> [Effect] { [serve(parts.firstIndex { $0.needsReading } ?? 0)] }

    func serve(_ place: Int) -> Effect { .serve(index: parts[place].summary.index) }

    private mutating func take(_ view: ChunkView) {
        guard let place = parts.firstIndex(where: { $0.summary.index == view.index }) else { return }
        let isSame = place == current && parts[place].served?.digest == view.digest
        parts[place].served = view
        parts[place].receipt = view.receipt
        isPaused = false
        // A part that was only taken up again stays as it was.
        if isSame && layout != nil && wantedLine == nil { return }
        current = place
        (shown, top, hit, selection) = ([], 0, nil, nil)
        layOut()
        if let line = wantedLine { land(on: line) }
        wantedLine = nil
    }

    private mutating func acknowledged(_ index: Int, _ partsRead: Int) -> [Effect] {
        guard let place = parts.firstIndex(where: { $0.summary.index == index }) else { return [] }
        parts[place].isRead = true
        parts[place].isTooFast = false
        parts[place].receipt = nil
        // If the service counts fewer, this one went by too fast: it knows how things stand.
        let isTooFast = partsRead < parts.count { !$0.needsReading }
        if isTooFast {
            message = "Part \(PartNames.number(index)) went by faster than anybody reads: m goes back to it."
        }
        return isTooFast || unreadCount == 0 || summarizesAfterRefresh ? [.refresh] : []
    }

    private mutating func refresh(_ review: ReviewView) {
        self.review = review
        for chunk in review.chunks {
            guard let place = parts.firstIndex(where: { $0.summary.index == chunk.index }) else { continue }
            parts[place].isRead = chunk.isRead
            parts[place].isTooFast = chunk.isRead && !chunk.isSlowEnough
        }
        guard summarizesAfterRefresh else { return }
        summarizesAfterRefresh = false
        mode = .overlay(.missing, top: 0)
    }

    private mutating func confirm(_ text: Text) {
        (sent, selection, mode, message) = (nil, nil, .reading, text)
    }

    /// The reader stays where they are, with the words they had typed.
    private mutating func fail(_ failure: Failure, _ effect: Effect) -> [Effect] {
        message = "\(failure.message, .bad) (\(failure.code.rawValue))"
        wantedLine = nil
        summarizesAfterRefresh = false
        if let sent {
            mode = .prompt(sent.prompt, input: sent.input)
            self.sent = nil
        }
        // A receipt that another window has overtaken: a fresh one, and the part has to be gone through to its end again.
        guard case .acknowledge = effect, failure.code == .receiptInvalid, let current else { return [] }
        (shown, top) = ([], 0)
        return [serve(current)]
    }
}
