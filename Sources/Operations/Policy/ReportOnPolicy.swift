import API
import Decisions
import Domain
import Formats

/// Whether a bundle would be accepted, without making it anybody's policy.
package enum ReportOnPolicy {
    /// Whether it is valid, and what of it would have no effect here and now.
    package static func check(_ team: TeamContext, _ input: BundleRequest) throws -> BundleReport {
        try report(input) {
            let (bundle, remarks) = try ReadBundle.remarked(team, input.files)
            return BundleReport(
                digest: bundle.digest, problems: [], cases: [], unmatchedRules: [], remarks: remarks)
        }
    }

    /// Also runs the bundle's own cases and names the rules that none of them matched. Of the bundle alone: the answer is the
    /// same in every team.
    package static func test(_ team: TeamContext, _ input: BundleRequest) throws -> BundleReport {
        try report(input) {
            let bundle = try ReadBundle.read(team, input.files)
            let test = bundle.test()
            return BundleReport(
                digest: bundle.digest, problems: [], cases: test.results.map(BundleCaseView.init),
                unmatchedRules: test.unmatchedRules.map(\.name), remarks: bundle.remarks)
        }
    }

    private static func report(
        _ input: BundleRequest, _ read: () throws -> BundleReport
    ) throws -> BundleReport {
        do {
            return try read()
        } catch let problems as Problems {
            let digest = PolicyBundle.digest(of: input.files.mapValues { Array($0.utf8) })
            return BundleReport(digest: digest, problems: problems.all, cases: [], unmatchedRules: [], remarks: [])
        }
    }
}

extension BundleCaseView {
    fileprivate init(_ result: PolicyTestReport.Result) {
        let reasons = result.reasons.map(\.description)
        let lines = result.passed ? reasons : result.differences + reasons.map { "because \($0)" }
        self.init(
            name: result.policyCase.name, place: result.policyCase.place.description, passed: result.passed,
            explanation: lines.joined(separator: "\n"))
    }
}
