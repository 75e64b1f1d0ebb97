import Domain

/// What has become of the runs of one template version, counted by run: two reviewers of one output are not two cases.
package struct TemplateTally: Hashable, Sendable {
    package let version: Int
    /// Dispatched, whatever became of them.
    package var runs = 0
    /// Outputs whose first version was approved, of those with a decision about it.
    package var firstPass = Share(0, of: 0)
    /// By criterion: first versions in which no reviewer doubted it, of those in which somebody answered it.
    package var criteria: [String: Share] = [:]
    /// By criterion: what it asks; empty where it was not looked up.
    package var questions: [String: SuccessCriterion] = [:]
    /// By cause: decided outputs with at least one finding of it.
    package var findings: [FindingCause: Share] = [:]
    /// Approved outputs in which a defect was found afterwards, and confirmed.
    package var escapedDefects = Share(0, of: 0)
    /// How long attempts were at work, by run, in seconds.
    package var workSeconds: [Double] = []
    /// What agents claim, by run: of those runs whose attempts all did.
    package var dollars: [Double] = []
    package var tokens: [Double] = []
    /// How many decided outputs were made by each; under no name those of which it was not told.
    package var models: [String: Int] = [:]
    package var harnesses: [String: Int] = [:]

    package init(version: Int) { self.version = version }
}
