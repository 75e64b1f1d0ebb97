import API
import HTTPListener
import Operations

/// Every endpoint with its handler. One file per area; a test compares the whole with the endpoint table.
package enum Bindings {
    static func all(streams: EventStreams) -> [Binding] {
        service + people + library + contextDocuments + policy + owners + trust + runs + runner + reviewing + actions
            + inbox
            + audit + events(streams)
    }

    private static func events(_ streams: EventStreams) -> [Binding] {
        [
            bind(raw: Endpoints.eventStream) { call in
                let team = try call.team()
                let (request, shape, services) = (call.request, call.shape, call.context.services)
                let name = call.path("team")
                let stream = try streams.open(
                    team, lastEventID: request.headers["Last-Event-ID"], subject: call.query("subject")
                ) {
                    let caller = try Authentication.caller(request, of: shape, services)
                    _ = try Context(services: services, caller: caller).team(name)
                }
                return HTTPResponse(
                    status: 200, headers: [HTTPField("Content-Type", "text/event-stream")], body: .events(stream))
            }
        ]
    }
}
