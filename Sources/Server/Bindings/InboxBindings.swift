import API
import Operations

extension Bindings {
    static let inbox: [Binding] = [
        bind(Endpoints.inboxShow) { call, _ in try ShowInbox.run(call.context.teamOrInstallation(call.path("team"))) }
    ]
}
