import Domain

package struct AbsenceRequest: Message {
    /// A login; the caller if absent. For somebody else an admin says so, with a reason.
    package var person: String?
    /// Now if absent.
    package var beginsAt: Timestamp?
    package var endsAt: Timestamp
    package var reason: String?

    package init(person: String? = nil, beginsAt: Timestamp? = nil, endsAt: Timestamp, reason: String? = nil) {
        self.person = person
        self.beginsAt = beginsAt
        self.endsAt = endsAt
        self.reason = reason
    }
}

/// A time in which a person is not asked to review.
package struct AbsenceView: Message {
    package var id: String
    /// A login.
    package var person: String
    package var beginsAt: Timestamp
    package var endsAt: Timestamp
    package var reason: String
    /// The login of whoever said so.
    package var setBy: String
    /// What the person should settle before they go; only where it is set.
    package var notice: String?

    package init(
        id: String, person: String, beginsAt: Timestamp, endsAt: Timestamp, reason: String, setBy: String,
        notice: String? = nil
    ) {
        self.id = id
        self.person = person
        self.beginsAt = beginsAt
        self.endsAt = endsAt
        self.reason = reason
        self.setBy = setBy
        self.notice = notice
    }
}

package struct DelegationRequest: Message {
    /// The login of whoever acts.
    package var delegate: String
    /// Of OWNERS, by name; all of it if absent.
    package var section: String?
    package var endsAt: Timestamp
    package var reason: String
    /// For whom: the caller if absent; somebody who is away, by an admin.
    package var person: String?

    package init(
        delegate: String, section: String? = nil, endsAt: Timestamp, reason: String, person: String? = nil
    ) {
        self.delegate = delegate
        self.section = section
        self.endsAt = endsAt
        self.reason = reason
        self.person = person
    }
}

/// Somebody who acts for an owner, wherever OWNERS means that person; or who is offered to.
package struct DelegationView: Message {
    package var id: String
    /// Logins.
    package var person: String
    package var delegate: String
    package var section: String?
    package var reason: String
    /// The login of whoever offered it.
    package var offeredBy: String
    /// When the delegate accepted; absent while they have not, and it counts for nothing.
    package var beginsAt: Timestamp?
    package var endsAt: Timestamp
    /// When the delegate is away meanwhile; only where it is offered or accepted.
    package var notice: String?

    package init(
        id: String, person: String, delegate: String, section: String?, reason: String, offeredBy: String,
        beginsAt: Timestamp?, endsAt: Timestamp, notice: String? = nil
    ) {
        self.id = id
        self.person = person
        self.delegate = delegate
        self.section = section
        self.reason = reason
        self.offeredBy = offeredBy
        self.beginsAt = beginsAt
        self.endsAt = endsAt
        self.notice = notice
    }
}

/// An output that waits because too few people can review it.
package struct ShortageView: Message {
    package var output: String
    package var run: String
    package var version: Int
    package var title: String
    package var since: Timestamp
    /// What is lacking, with the line of OWNERS.
    package var missing: [String]
    /// Who cannot, by login, and why.
    package var excluded: [String: [String]]
    /// What would help, each by itself.
    package var remedies: [String]

    package init(
        output: String, run: String, version: Int, title: String, since: Timestamp, missing: [String],
        excluded: [String: [String]], remedies: [String]
    ) {
        self.output = output
        self.run = run
        self.version = version
        self.title = title
        self.since = since
        self.missing = missing
        self.excluded = excluded
        self.remedies = remedies
    }
}

/// A time, and who is away in it besides those who have said so.
package struct AbsenceOutlookRequest: Message {
    /// Logins.
    package var absent: [String]
    /// Now if absent.
    package var beginsAt: Timestamp?
    /// A week after its beginning if absent.
    package var endsAt: Timestamp?

    package init(absent: [String], beginsAt: Timestamp? = nil, endsAt: Timestamp? = nil) {
        self.absent = absent
        self.beginsAt = beginsAt
        self.endsAt = endsAt
    }
}

extension AbsenceOutlook: Message {}
