import API
import Decisions
import Domain
import Formats

/// Whether a bundle would be accepted, without making it anybody's policy.
package enum ReportOnPolicy {
    /// Only whether it is valid.
    package static func check(_ input: BundleRequest) -> BundleReport { report(input, runsCases: false) }

    /// Also runs the bundle's own cases and names the rules that none of them matched.
    package static func test(_ input: BundleRequest) -> BundleReport { report(input, runsCases: true) }

    private static func report(_ input: BundleRequest, runsCases: Bool) -> BundleReport {
        let files = input.files.mapValues { Array($0.utf8) }
        let digest = PolicyBundle.digest(of: files)
        do {
            let bundle = try PolicyBundleReader.read(files)
            let test = runsCases ? bundle.test() : nil
            return BundleReport(
                digest: digest, problems: [], cases: (test?.results ?? []).map(BundleCaseView.init),
                unmatchedRules: test?.unmatchedRules.map(\.name) ?? [])
        } catch {
            return BundleReport(digest: digest, problems: error.all, cases: [], unmatchedRules: [])
        }
    }
}

extension BundleCaseView {
    fileprivate init(_ result: PolicyTestReport.Result) {
        let lines = result.passed ? result.reasons.map(\.description) : result.differences
        self.init(
            name: result.policyCase.name, passed: result.passed, explanation: lines.joined(separator: "\n"))
    }
}
