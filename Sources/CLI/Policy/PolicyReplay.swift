import API
import Decisions
import Domain

/// `countersign policy replay`
enum PolicyReplay {
    static let days = Option<Int>("days", "N", "How many days back; 30 if absent.")

    static let command = Command(
        "replay", "Show what a bundle would have done to the last days' requests.",
        description: """
            Judges each real request and run of the last days again, by the facts of then and the people of now: what would \
            have been answered otherwise, what nobody could have signed, which runs would have been refused or found nobody to \
            review them (by OWNERS, and without whoever had a part in the run or was away), and which reviews are over capacity: \
            so many for those who could do them that one of them would have had more than \(ReviewLoad.openLimit) open at once, or \
            given more than \(ReviewLoad.hourlyLimit) approvals in an hour at risk shared and above. Reviews alone are counted: \
            confirming and signing actions has no such limit. Changes nothing.
            """,
        arguments: [BundleFolder.path], options: [days],
        examples: [Example("countersign policy replay policies/ours --days 30", "Before it is proposed.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let request = PolicyReplayRequest(
            files: try BundleFolder.files(invocation[BundleFolder.path], invocation), days: invocation[days] ?? 30)
        let replay = try BundleFolder.located([(invocation[BundleFolder.path], request.files)], invocation) {
            try invocation.call(Endpoints.policyReplay, path: invocation.teamPath(), request)
        }
        try invocation.show(replay) { try print($0, invocation) }
    }

    private static func print(_ replay: PolicyReplayView, _ invocation: Invocation) throws {
        for one in replay.changed {
            let change =
                one.before == one.after ? "\(one.after), by other people" : "\(one.before) becomes \(one.after)"
            let pinned = one.deniedBy.map { " (denied by policy \($0), which its run pins)" } ?? ""
            try invocation.print("\(one.request, .bold)  \(one.action): \(change)\(pinned)")
            try invocation.print(one.reasons.map { "    \($0)" })
        }
        for one in replay.withoutSigner {
            try invocation.print("\(one.request, .bold)  \(one.action): nobody could sign")
            try invocation.print(one.reasons.map { "    missing \($0)" })
        }
        for one in replay.refusedRuns {
            try invocation.print("\(one.run, .bold)  \(one.template): refused, \(one.code)")
            try invocation.print(one.reasons.map { "    \($0)" })
        }
        for one in replay.withoutReviewer {
            try invocation.print("\(one.run, .bold)  \(one.template): nobody could review")
            try invocation.print(one.reasons.map { "    \($0)" })
        }
        for one in replay.overCapacity {
            try invocation.print("\(one.subject, .bold)  \(one.title): over capacity")
            try invocation.print(one.reasons.map { "    \($0)" })
        }
        if replay.isTruncated { invocation.say("There was more; the newest were replayed.") }
        try invocation.confirm(
            """
            \(replay.requests.counted("request")): \(replay.changed.count) answered otherwise, \(replay.withoutSigner.count) without a \
            signer. \(replay.runs.counted("run")): \(replay.refusedRuns.count) refused, \
            \(replay.withoutReviewer.count) without a reviewer, \(replay.overCapacity.count) over capacity.
            """)
    }
}
