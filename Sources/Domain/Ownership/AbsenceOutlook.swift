/// Who could still review what while some people are away: by line of OWNERS, by use case, and of what is in review now.
/// Whose run it would be is not known; whoever asks for one drops out besides.
package struct AbsenceOutlook: Hashable, Sendable, Codable {
    package struct Away: Hashable, Sendable, Codable {
        package let login: String
        /// Nil for whoever is only supposed to be away.
        package let until: Timestamp?

        package init(login: String, until: Timestamp?) {
            self.login = login
            self.until = until
        }
    }

    /// Somebody who cannot review, and why: in a few words each, such as `wrote context team version 2`.
    package struct Conflicted: Hashable, Sendable, Codable {
        package let login: String
        package let reasons: [String]

        package init(login: String, reasons: [String]) {
            self.login = login
            self.reasons = reasons
        }
    }

    package struct Line: Hashable, Sendable, Codable {
        package let place: Place
        /// Empty for the lines before any header.
        package let section: String
        package let text: String
        /// Distinct owners who must approve.
        package let approvals: Int
        /// Logins of those who could, owners and who acts for one: if everybody were there, and of those who are.
        package let before: [String]
        package let after: [String]
        /// Who of those who are is there by delegation only.
        package let delegates: [OwnersExplanation.Delegate]
        /// Who stands in where those are too few.
        package let standingIn: [String]
        /// Owners who cannot, and why.
        package let unable: [Conflicted]
        package let wasBlocked: Bool
        package let isBlocked: Bool
        /// What would help; empty where nothing is blocked.
        package let remedies: [String]

        package init(
            place: Place, section: String, text: String, approvals: Int, before: [String], after: [String],
            delegates: [OwnersExplanation.Delegate] = [], standingIn: [String],
            unable: [Conflicted] = [], wasBlocked: Bool, isBlocked: Bool, remedies: [String] = []
        ) {
            self.place = place
            self.section = section
            self.text = text
            self.approvals = approvals
            self.before = before
            self.after = after
            self.delegates = delegates
            self.standingIn = standingIn
            self.unable = unable
            self.wasBlocked = wasBlocked
            self.isBlocked = isBlocked
            self.remedies = remedies
        }
    }

    /// What one line of OWNERS asks for when a use case makes what the line is about.
    package struct Demand: Hashable, Sendable, Codable {
        package let place: Place
        /// Paths and kinds.
        package let subjects: [String]
        /// Distinct owners who must approve.
        package let approvals: Int
        /// Logins of those who could, owners and who acts for one: if everybody were there, and of those who are.
        package let before: [String]
        package let after: [String]
        /// Who of those who are is there by delegation only.
        package let delegates: [OwnersExplanation.Delegate]
        /// Who stands in where those are too few.
        package let standingIn: [String]

        package init(
            place: Place, subjects: [String], approvals: Int, before: [String], after: [String],
            delegates: [OwnersExplanation.Delegate] = [], standingIn: [String] = []
        ) {
            self.place = place
            self.subjects = subjects
            self.approvals = approvals
            self.before = before
            self.after = after
            self.delegates = delegates
            self.standingIn = standingIn
        }
    }

    /// One kind of output in one use case, at the highest risk that it allows.
    package struct Use: Hashable, Sendable, Codable {
        package let useCase: String
        package let kind: OutputKind
        package let risk: Risk
        package let approvals: Int
        package let before: [String]
        package let after: [String]
        /// Who may review it only as one who stands in for the owners of a line.
        package let standingIn: [String]
        /// Whoever made the only template of the use case, and so has a part in all of its runs.
        package let conflicted: [Conflicted]
        package let wasBlocked: Bool
        /// What lines of OWNERS ask for besides.
        package let demands: [Demand]
        /// What would be lacking, with the line of OWNERS; empty if nothing is.
        package let missing: [String]
        /// What would help; empty where nothing is lacking.
        package let remedies: [String]

        package init(
            useCase: String, kind: OutputKind, risk: Risk, approvals: Int, before: [String], after: [String],
            standingIn: [String] = [], conflicted: [Conflicted] = [], wasBlocked: Bool, demands: [Demand],
            missing: [String], remedies: [String] = []
        ) {
            self.useCase = useCase
            self.kind = kind
            self.risk = risk
            self.approvals = approvals
            self.before = before
            self.after = after
            self.standingIn = standingIn
            self.conflicted = conflicted
            self.wasBlocked = wasBlocked
            self.demands = demands
            self.missing = missing
            self.remedies = remedies
        }
    }

    /// An output in review for which nobody would be left.
    package struct Standstill: Hashable, Sendable, Codable {
        package let output: String
        package let version: Int
        package let title: String
        /// Logins of those who have been asked and have not answered.
        package let reviewers: [String]
        package let missing: [String]
        /// Those who may review it and cannot.
        package let unable: [Conflicted]
        /// What would help.
        package let remedies: [String]

        package init(
            output: String, version: Int, title: String, reviewers: [String], missing: [String], unable: [Conflicted],
            remedies: [String] = []
        ) {
            self.output = output
            self.version = version
            self.title = title
            self.reviewers = reviewers
            self.missing = missing
            self.unable = unable
            self.remedies = remedies
        }
    }

    /// The time that was asked about.
    package let beginsAt: Timestamp
    package let endsAt: Timestamp
    package let away: [Away]
    /// Those who have a part in any run, and so can review none whether they are there or not.
    package let conflicted: [Conflicted]
    package let lines: [Line]
    package let uses: [Use]
    package let standstill: [Standstill]

    package init(
        beginsAt: Timestamp, endsAt: Timestamp, away: [Away], conflicted: [Conflicted], lines: [Line], uses: [Use],
        standstill: [Standstill]
    ) {
        self.beginsAt = beginsAt
        self.endsAt = endsAt
        self.away = away
        self.conflicted = conflicted
        self.lines = lines
        self.uses = uses
        self.standstill = standstill
    }
}
