import API
import Domain
import Operations
import Store
import TestSupport

/// Time and people for the tests of absence: what lies in the past is moved there, never waited for.
extension World {
    static let day: Int64 = 86_400

    func now() throws -> Timestamp { try services.pool.transaction(.none) { try $0.now() } }

    @discardableResult
    func absent(_ login: Login, days: Int64 = 14, from start: Int64 = 0) throws -> AbsenceView {
        let begins = try now() + start * Self.day
        return try Absence.set(
            team(login),
            AbsenceRequest(beginsAt: start == 0 ? nil : begins, endsAt: begins + days * Self.day))
    }

    /// Offered and accepted.
    @discardableResult
    func delegate(
        _ owner: Login, to delegate: Login, section: String? = nil, days: Int64 = 30, by caller: Login? = nil
    ) throws -> DelegationView {
        let offered = try offer(owner, to: delegate, section: section, days: days, by: caller)
        return try Delegate.accept(team(delegate), id: offered.id)
    }

    @discardableResult
    func offer(
        _ owner: Login, to delegate: Login, section: String? = nil, days: Int64 = 30, by caller: Login? = nil
    ) throws -> DelegationView {
        try Delegate.offer(
            team(caller ?? owner),
            DelegationRequest(
                delegate: delegate.rawValue, section: section, endsAt: now() + days * Self.day, reason: "on holiday",
                person: caller == nil ? nil : owner.rawValue))
    }

    func shortages(_ login: Login = .admin) throws -> [ShortageView] {
        try ShowInbox.run(team(login)).shortages
    }

    /// One pass of everything that is due.
    @discardableResult
    func runDue() throws -> Int { try BackgroundJobs.runDue(services, .deadlines) }

    /// The same of what is to be looked at again because something changed.
    @discardableResult
    func reconsider() throws -> Int { try BackgroundJobs.runDue(services, .reviews) }
}

extension RunStory {
    /// With these owners, and without the bundle's cases.
    static func make(owners: String, connections: Int = 4) throws -> RunStory {
        try make(
            connections: connections,
            policy: { files in
                files = files.filter { !$0.key.hasPrefix("cases/") }
                files["OWNERS"] = owners
            })
    }

    /// A run whose output waits for its reviewers.
    func delivered() throws -> ReviewStory {
        ReviewStory(runs: self, output: try submit(try start(), ["release-notes.md": ReviewStory.notes]))
    }
}

extension ReviewStory {
    /// The time of every open review is over.
    func letTimePass() throws {
        try world.tamper(
            """
            UPDATE reviews SET assigned_at = assigned_at - interval '2 days', due_at = due_at - interval '2 days'
            WHERE output_id = '\(output.output)' AND state = 'open'
            """)
    }

    /// What has become of the reviews of this version: `reviewer open`.
    func states() throws -> [String] {
        try show().reviews.filter { $0.version == output.number }.map { "\($0.reviewer) \($0.state)" }.sorted()
    }
}
