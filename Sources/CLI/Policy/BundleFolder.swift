import API
import Domain
import Formats

/// A policy bundle's folder on this machine.
enum BundleFolder {
    static let path = Argument("PATH", "The bundle's folder.")

    static func read(_ invocation: Invocation) throws -> BundleRequest {
        BundleRequest(files: try files(invocation[path], invocation))
    }

    /// Of a bundle that is to come into force: with why, and with the commit that it comes from.
    static func read(_ shown: String, _ invocation: Invocation, note: String?) throws -> BundleRequest {
        let commit = try GitCommit.of(LocalFile.path(shown, invocation), invocation)
        return BundleRequest(files: try files(shown, invocation), note: note, commit: commit)
    }

    /// The bundle itself, without a service. Throws `invalid_bundle`.
    static func parse(_ shown: String, _ invocation: Invocation) throws -> PolicyBundle {
        let texts = try files(shown, invocation)
        do throws(Problems) { return try PolicyBundleReader.read(texts.mapValues { Array($0.utf8) }) } catch {
            throw Problems(Folder.prefixed(error.all, with: shown))?.failure(.invalidBundle)
                ?? error.failure(.invalidBundle)
        }
    }

    static func files(_ shown: String, _ invocation: Invocation) throws -> [String: String] {
        let folder = try Folder.read(LocalFile.path(shown, invocation))
        var problems = folder.problems + FileSet(folder.files).problems(symbolicLinks: folder.symbolicLinks)
        var files: [String: String] = [:]
        for (path, bytes) in folder.files {
            if let text = String(validating: bytes, as: UTF8.self) {
                files[path] = text
            } else {
                problems.append(PlainText.notUTF8(bytes, file: path))
            }
        }
        if let problems = Problems(Folder.prefixed(problems, with: shown)) { throw problems.failure(.invalidBundle) }
        return files
    }

    /// What the service says of bundles, with their folders before the places where they are wrong.
    static func located<Answer>(
        _ bundles: [(shown: String, files: [String: String])], _ invocation: Invocation, _ call: () throws -> Answer
    ) throws -> Answer {
        do { return try call() } catch let failure as Failure where failure.code == .invalidBundle {
            let problems = try bundles.flatMap { shown, files in
                let report = try invocation.call(
                    Endpoints.policyCheck, path: invocation.teamPath(), BundleRequest(files: files))
                return Folder.prefixed(report.problems, with: shown)
            }
            // Nothing is wrong with its form: one of its cases fails.
            throw Problems(problems)?.failure(.invalidBundle) ?? failure
        }
    }

    /// The report in lines, and whether all is well.
    static func print(_ report: BundleReport, _ invocation: Invocation) throws {
        let problems = Folder.prefixed(report.problems, with: invocation[path])
        try invocation.print(problems.map { Text($0.text) })
        warn(report.remarks, invocation)
        for policyCase in report.cases {
            let mark: Text = policyCase.passed ? "\("pass", .good)" : "\("FAIL", .bad)"
            let place: Text = policyCase.passed ? "" : "  \(policyCase.place, .dim)"
            try invocation.print("\(mark)  \(policyCase.name)\(place)")
            if !policyCase.passed {
                try invocation.print(policyCase.explanation.lines.map { "      \(String($0))" })
            }
        }
        if !report.unmatchedRules.isEmpty {
            invocation.say("No case matches: \(report.unmatchedRules.joined(separator: ", "))")
        }
    }

    /// - Parameter shown: the bundle's folder, where it is not PATH.
    static func warn(_ remarks: [Problem], in shown: String? = nil, _ invocation: Invocation) {
        for remark in Folder.prefixed(remarks, with: shown ?? invocation[path]) {
            invocation.warn("\("warning", .waiting): \(remark.text)")
        }
    }

    /// Nothing is left to be said of it: no remark, and a case for every rule.
    static func isComplete(_ report: BundleReport) -> Bool {
        report.remarks.isEmpty && report.unmatchedRules.isEmpty && !report.cases.isEmpty
    }

    static func isGood(_ report: BundleReport) -> Bool {
        report.problems.isEmpty && report.cases.allSatisfy(\.passed)
    }
}
