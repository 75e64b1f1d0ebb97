import Dispatch
import Domain
import HTTPListener
import Operations
import Platform
import Synchronization

/// The open event streams of this instance. One thread looks for new events of the teams that somebody listens to, four
/// times a second, and hands them out; a stream costs no thread and no query of its own. Every 30 s a stream gets a
/// comment, which shows whether its client is still there, and its caller is asked for again: whoever lost the token or
/// the team hears nothing more.
final class EventStreams: Sendable {
    private static let bufferLimitBytes = 256 << 10
    private static let ticksPerHeartbeat = 120
    private static let open = Metric.gauge("countersign_event_streams", "Open event streams.")

    private struct Listening {
        let stream: EventStream
        let team: TeamContext
        let subject: String?
        /// Authenticates again; throws when the caller may no longer listen.
        let isStillAllowed: @Sendable () throws -> Void
        var cursor: EventCursor
    }

    private let services: Services
    private let limit: Int
    private let listening = Mutex<[ObjectIdentifier: Listening]>([:])
    private let isStopping = Atomic(false)
    private let stopped = DispatchSemaphore(value: 0)
    private let wake = DispatchSemaphore(value: 0)

    init(services: Services, limit: Int) {
        self.services = services
        self.limit = limit
    }

    func start() throws {
        try BackgroundThread.start { [self] in
            var ticks = 0
            while !isStopping.load(ordering: .acquiring) {
                ticks += 1
                tick(isHeartbeat: ticks % Self.ticksPerHeartbeat == 0)
                _ = wake.wait(timeout: .now() + .milliseconds(250))
            }
            stopped.signal()
        }
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        wake.signal()
        stopped.wait()
        for one in listening.withLock({ Array($0.values) }) { one.stream.close() }
    }

    /// Opens a stream of a team's events, from `Last-Event-ID` if there is one, else from now on.
    func open(
        _ team: TeamContext, lastEventID: String?, subject: String?,
        isStillAllowed: @escaping @Sendable () throws -> Void
    ) throws -> EventStream {
        guard listening.withLock({ $0.count }) < limit else {
            throw Failure(.tooManyRequests, "this instance already has \(limit) open event streams; try again later")
        }
        let cursor: EventCursor
        if let lastEventID {
            guard let resumed = EventCursor(lastEventID) else {
                throw Failure(.badRequest, "Last-Event-ID is not one of this stream's; leave it out to start from now")
            }
            cursor = resumed
        } else {
            cursor = try EventReader.tip(team)
        }
        let key = Mutex<ObjectIdentifier?>(nil)
        let stream = EventStream(bufferLimitBytes: Self.bufferLimitBytes) { [weak self] in
            guard let self, let key = key.withLock({ $0 }) else { return }
            forget(key)
        }
        key.withLock { $0 = ObjectIdentifier(stream) }
        // A first comment, so that the client has its headers at once.
        _ = stream.send(Array(": listening\n\n".utf8))
        let one = Listening(
            stream: stream, team: team, subject: subject, isStillAllowed: isStillAllowed, cursor: cursor)
        listening.withLock { $0[ObjectIdentifier(stream)] = one }
        count()
        return stream
    }

    private func forget(_ key: ObjectIdentifier) {
        listening.withLock { _ = $0.removeValue(forKey: key) }
        count()
    }

    private func count() {
        services.observer.metrics.record(Self.open.measuring(Double(listening.withLock { $0.count })))
    }

    private func tick(isHeartbeat: Bool) {
        let all = listening.withLock { $0 }
        guard !all.isEmpty else { return }
        if isHeartbeat { all.values.forEach(beat) }
        for (_, streams) in Dictionary(grouping: all, by: \.value.team.id) {
            guard let oldest = streams.map(\.value.cursor).min(), let team = streams.first?.value.team else { continue }
            do {
                let events = try EventReader.after(oldest, in: team)
                guard let last = events.last else { continue }
                for (key, one) in streams {
                    deliver(events, to: one)
                    listening.withLock { $0[key]?.cursor = max(one.cursor, last.cursor) }
                }
            } catch {
                services.observer.warn("event_stream_delayed", ["error": .string("\(error)")])
            }
        }
    }

    private func deliver(_ events: [StreamedEvent], to one: Listening) {
        var text = ""
        for event in events where event.cursor > one.cursor && (one.subject == nil || one.subject == event.subject) {
            text += "id: \(event.cursor.text)\nevent: \(event.name)\ndata: \(event.entry)\n\n"
        }
        // A client that is too slow is cut off by the listener and resumes with Last-Event-ID.
        if !text.isEmpty { _ = one.stream.send(Array(text.utf8)) }
    }

    private func beat(_ one: Listening) {
        do {
            try one.isStillAllowed()
            _ = one.stream.send(Array(": still here\n\n".utf8))
        } catch let failure as Failure where [.unauthenticated, .forbidden, .missing].contains(failure.code.kind) {
            one.stream.close()
        } catch {
            // The database is away: neither yes nor no. The next heartbeat asks again.
            services.observer.warn("event_stream_unchecked", ["error": .string("\(error)")])
        }
    }
}
