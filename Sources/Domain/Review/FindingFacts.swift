/// A finding as far as it decides about an approval.
package struct FindingFacts: Hashable, Sendable {
    /// Who closed it, and on which version of the output.
    package struct Closure: Hashable, Sendable {
        package let personID: String
        package let version: Int

        package init(personID: String, version: Int) {
            self.personID = personID
            self.version = version
        }
    }

    package let id: String
    package let authorID: String
    package let authorName: String
    package let title: String
    package let isBlocking: Bool
    /// The output version it was raised on.
    package let version: Int
    package let anchor: Anchor?
    package let closure: Closure?
    /// Its review is still open: it stops an approval, but nobody is told of it before its author's verdict.
    package let isDraft: Bool

    package init(
        id: String, authorID: String, authorName: String, title: String, isBlocking: Bool, version: Int,
        anchor: Anchor? = nil, closure: Closure? = nil, isDraft: Bool = false
    ) {
        self.id = id
        self.authorID = authorID
        self.authorName = authorName
        self.title = title
        self.isBlocking = isBlocking
        self.version = version
        self.anchor = anchor
        self.closure = closure
        self.isDraft = isDraft
    }

    /// A closure counts only by the author, on a later version. Removing the author closes nothing.
    package var isOpen: Bool {
        guard let closure else { return true }
        return closure.personID != authorID || closure.version <= version
    }
}
