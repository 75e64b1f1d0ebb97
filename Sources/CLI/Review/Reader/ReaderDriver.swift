import API
import Domain

/// Runs the reader: draws what the model shows, hands it what happens, does what it wants done.
struct ReaderDriver {
    let session: ReviewSession
    let screen: any ScreenDevice

    /// Until the reader leaves; returns the model as it was then.
    func run(_ review: ReviewView) -> ReaderModel {
        var model = ReaderModel(review)
        guard handle(.started(screen.size), &model) else { return model }
        while true {
            screen.draw(model.frame())
            // Nobody needs to be paused twice.
            let input = screen.next(timeoutSeconds: model.isPaused ? nil : model.idleSeconds)
            let event: ReaderModel.Event =
                switch input {
                case .key(let key): .key(key)
                case .resized(let size): .resized(size)
                case .idle: .idle
                case .ended: .ended
                }
            guard handle(event, &model) else { return model }
        }
    }

    /// One event and everything that follows from it. False when the reader leaves.
    private func handle(_ event: ReaderModel.Event, _ model: inout ReaderModel) -> Bool {
        var effects = model.handle(event)
        while !effects.isEmpty {
            let effect = effects.removeFirst()
            if effect == .leave { return false }
            do throws(Failure) {
                if let result = try perform(effect) { effects += model.handle(result) }
            } catch {
                // Whoever leaves is not held up. What was to follow a failed step does not.
                if effect == .pause { continue }
                effects = model.handle(.failed(error, during: effect))
            }
        }
        return true
    }

    private func perform(_ effect: ReaderModel.Effect) throws(Failure) -> ReaderModel.Event? {
        switch effect {
        case .serve(let index): return .served(try session.serve(index))
        case .acknowledge(let index, let receipt):
            return .acknowledged(index: index, partsRead: try session.acknowledge(index, receipt).partsRead)
        case .pause: try session.pause()
        case .refresh: return .refreshed(try session.show())
        case .answer(let criterion, let answer, let reason, let anchor):
            return .answered(
                try session.answer(
                    criterion,
                    CriterionRequest(
                        answer: answer, reason: reason.isEmpty ? nil : reason, anchor: anchor.map { AnchorView($0) })))
        case .find(let text, let cause, let isBlocking, let anchor):
            let request = FindingRequest(
                text: text, cause: cause, isBlocking: isBlocking, anchor: anchor.map { AnchorView($0) })
            return .found(try session.find(request))
        case .suspend: screen.suspend()
        case .leave: break
        }
        return nil
    }
}

extension AnchorView {
    init(_ anchor: Anchor) {
        self.init(
            chunk: anchor.chunk, startLine: anchor.startLine, endLine: anchor.endLine, quotation: anchor.quotation)
    }
}
