import API
import Operations

extension Bindings {
    static let inbox: [Binding] = [bind(Endpoints.inboxShow) { call, _ in try ShowInbox.run(call.team()) }]
}
