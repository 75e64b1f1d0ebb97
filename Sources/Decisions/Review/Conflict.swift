import Domain

/// A part in the work that keeps somebody from judging it: their own, or that of a person for whom they act or acted.
package struct Conflict: Hashable, Sendable {
    package let involvement: Involvement
    /// Nil for a part of their own.
    package let delegation: Delegation?

    /// `you asked for this run (run run_1)`, `you act for ann, who asked for this run (run run_1)`.
    var sentence: String {
        delegation.map { "you \(Self.acting($0, "act")), who \(deed)" } ?? "you \(deed)"
    }

    /// The same for whoever else reads it.
    func sentence(of login: String) -> String {
        delegation.map { "\(login) \(Self.acting($0, "acts")), who \(deed)" } ?? "\(login) \(deed)"
    }

    /// `acts for ann`, `acted until 2026-12-24T00:00Z for ann`.
    fileprivate static func acting(_ delegation: Delegation, _ present: String) -> String {
        (delegation.endedAt.map { "acted until \($0.minute)" } ?? present) + " for \(delegation.person)"
    }

    private var deed: String {
        switch involvement.role {
        case .requester: "asked for this run (\(involvement.what))"
        case .agentOperator: "operated its agent (\(involvement.what))"
        case .templateEditor: "last edited the template it used (\(involvement.what))"
        case .contextEditor: "last edited the context it used (\(involvement.what))"
        case .criteriaEditor: "last edited its success criteria (\(involvement.what))"
        case .contentProvider: "fed content to it (\(involvement.what))"
        case .policyEditor: "edited the policy that applies to it in the last 14 days (\(involvement.what))"
        }
    }
}

extension [Conflict] {
    /// One person's, in a few words each, a part with all that it is about: `changed policy version 3, policy version 2`,
    /// `acts for ann, who asked for run run_1 and wrote template release-notes version 3`.
    package var parts: [String] {
        let delegations = reduce(into: [Delegation?]()) { if !$0.contains($1.delegation) { $0.append($1.delegation) } }
        return delegations.flatMap { delegation in
            let deeds = filter { $0.delegation == delegation }.deeds
            guard let delegation, let last = deeds.last else { return deeds }
            let others = deeds.dropLast().joined(separator: ", ")
            return ["\(Conflict.acting(delegation, "acts")), who \(others.isEmpty ? last : "\(others) and \(last)")"]
        }
    }

    private var deeds: [String] {
        let roles = reduce(into: [ConflictRole]()) { roles, conflict in
            if !roles.contains(conflict.involvement.role) { roles.append(conflict.involvement.role) }
        }
        return roles.map { role in
            let own = filter { $0.involvement.role == role }.map(\.involvement.what)
            return role.part(in: own.joined(separator: ", "))
        }
    }
}
