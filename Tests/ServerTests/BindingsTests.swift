import API
import TestSupport
import Testing

@testable import Server

@Suite struct BindingsTests {
    /// Every endpoint of the table has exactly one handler, and no handler answers something else.
    @Test func everyEndpointIsBoundOnce() throws {
        let services = try World.make().services
        let bound = Bindings.all(streams: EventStreams(services: services, limit: 1)).map(\.shape.name)
        #expect(bound.sorted() == Endpoints.all.map(\.name).sorted())
    }
}
